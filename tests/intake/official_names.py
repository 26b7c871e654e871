"""The municipalities as they call themselves, in the order of their codes."""

from __future__ import annotations

OFFICIAL_NAMES = (
    """
Upplands Väsby kommun, Vallentuna kommun, Österåkers kommun, Värmdö kommun, Järfälla kommun, Ekerö kommun, Huddinge
kommun, Botkyrka kommun, Salems kommun, Haninge kommun, Tyresö kommun, Upplands-Bro kommun, Nykvarns kommun, Täby
kommun, Danderyds kommun, Sollentuna kommun, Stockholms stad, Södertälje kommun, Nacka kommun, Sundbybergs stad,
Solna stad, Lidingö stad, Vaxholms stad, Norrtälje kommun, Sigtuna kommun, Nynäshamns kommun, Håbo kommun,
Älvkarleby kommun, Knivsta kommun, Heby kommun, Tierps kommun, Uppsala kommun, Enköpings kommun, Östhammars kommun,
Vingåkers kommun, Gnesta kommun, Nyköpings kommun, Oxelösunds kommun, Flens kommun, Katrineholms kommun, Eskilstuna
kommun, Strängnäs kommun, Trosa kommun, Ödeshögs kommun, Ydre kommun, Kinda kommun, Boxholms kommun, Åtvidabergs
kommun, Finspångs kommun, Valdemarsviks kommun, Linköpings kommun, Norrköpings kommun, Söderköpings kommun, Motala
kommun, Vadstena kommun, Mjölby kommun, Aneby kommun, Gnosjö kommun, Mullsjö kommun, Habo kommun, Gislaveds kommun,
Vaggeryds kommun, Jönköpings kommun, Nässjö kommun, Värnamo kommun, Sävsjö kommun, Vetlanda kommun, Eksjö kommun,
Tranås kommun, Uppvidinge kommun, Lessebo kommun, Tingsryds kommun, Alvesta kommun, Älmhults kommun, Markaryds
kommun, Växjö kommun, Ljungby kommun, Högsby kommun, Torsås kommun, Mörbylånga kommun, Hultsfreds kommun, Mönsterås
kommun, Emmaboda kommun, Kalmar kommun, Nybro kommun, Oskarshamns kommun, Västerviks kommun, Vimmerby kommun,
Borgholms kommun, Region Gotland, Olofströms kommun, Karlskrona kommun, Ronneby kommun, Karlshamns kommun,
Sölvesborgs kommun, Svalövs kommun, Staffanstorps kommun, Burlövs kommun, Vellinge kommun, Östra Göinge kommun,
Örkelljunga kommun, Bjuvs kommun, Kävlinge kommun, Lomma kommun, Svedala kommun, Skurups kommun, Sjöbo kommun, Hörby
kommun, Höörs kommun, Tomelilla kommun, Bromölla kommun, Osby kommun, Perstorps kommun, Klippans kommun, Åstorps
kommun, Båstads kommun, Malmö stad, Lunds kommun, Landskrona stad, Helsingborgs stad, Höganäs kommun, Eslövs kommun,
Ystads kommun, Trelleborgs kommun, Kristianstads kommun, Simrishamns kommun, Ängelholms kommun, Hässleholms kommun,
Hylte kommun, Halmstads kommun, Laholms kommun, Falkenbergs kommun, Varbergs kommun, Kungsbacka kommun, Härryda
kommun, Partille kommun, Öckerö kommun, Stenungsunds kommun, Tjörns kommun, Orust kommun, Sotenäs kommun, Munkedals
kommun, Tanums kommun, Dals-Eds kommun, Färgelanda kommun, Ale kommun, Lerums kommun, Vårgårda kommun, Bollebygds
kommun, Grästorps kommun, Essunga kommun, Karlsborgs kommun, Gullspångs kommun, Tranemo kommun, Bengtsfors kommun,
Melleruds kommun, Lilla Edets kommun, Marks kommun, Svenljunga kommun, Herrljunga kommun, Vara kommun, Götene
kommun, Tibro kommun, Töreboda kommun, Göteborgs Stad, Mölndals stad, Kungälvs kommun, Lysekils kommun, Uddevalla
kommun, Strömstads kommun, Vänersborgs kommun, Trollhättans Stad, Alingsås kommun, Borås stad, Ulricehamns kommun,
Åmåls kommun, Mariestads kommun, Lidköpings kommun, Skara kommun, Skövde kommun, Hjo kommun, Tidaholms kommun,
Falköpings kommun, Kils kommun, Eda kommun, Torsby kommun, Storfors kommun, Hammarö kommun, Munkfors kommun,
Forshaga kommun, Grums kommun, Årjängs kommun, Sunne kommun, Karlstads kommun, Kristinehamns kommun, Filipstads
kommun, Hagfors kommun, Arvika kommun, Säffle kommun, Lekebergs kommun, Laxå kommun, Hallsbergs kommun, Degerfors
kommun, Hällefors kommun, Ljusnarsbergs kommun, Örebro kommun, Kumla kommun, Askersunds kommun, Karlskoga kommun,
Nora kommun, Lindesbergs kommun, Skinnskattebergs kommun, Surahammars kommun, Kungsörs kommun, Hallstahammars
kommun, Norbergs kommun, Västerås stad, Sala kommun, Fagersta kommun, Köpings kommun, Arboga kommun, Vansbro kommun,
Malung-Sälens kommun, Gagnefs kommun, Leksands kommun, Rättviks kommun, Orsa kommun, Älvdalens kommun, Smedjebackens
kommun, Mora kommun, Falu kommun, Borlänge kommun, Säters kommun, Hedemora kommun, Avesta kommun, Ludvika kommun,
Ockelbo kommun, Hofors kommun, Ovanåkers kommun, Nordanstigs kommun, Ljusdals kommun, Gävle kommun, Sandvikens
kommun, Söderhamns kommun, Bollnäs kommun, Hudiksvalls kommun, Ånge kommun, Timrå kommun, Härnösands kommun,
Sundsvalls kommun, Kramfors kommun, Sollefteå kommun, Örnsköldsviks kommun, Ragunda kommun, Bräcke kommun, Krokoms
kommun, Strömsunds kommun, Åre kommun, Bergs kommun, Härjedalens kommun, Östersunds kommun, Nordmalings kommun,
Bjurholms kommun, Vindelns kommun, Robertsfors kommun, Norsjö kommun, Malå kommun, Storumans kommun, Sorsele kommun,
Dorotea kommun, Vännäs kommun, Vilhelmina kommun, Åsele kommun, Umeå kommun, Lycksele kommun, Skellefteå kommun,
Arvidsjaurs kommun, Arjeplogs kommun, Jokkmokks kommun, Överkalix kommun, Kalix kommun, Övertorneå kommun, Pajala
kommun, Gällivare kommun, Älvsbyns kommun, Luleå kommun, Piteå kommun, Bodens kommun, Haparanda stad, Kiruna kommun
""".replace("\n", " ")
    .strip()
    .split(", ")
)
