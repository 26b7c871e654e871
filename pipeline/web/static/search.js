// Search in a copy of the site, where no server answers: the page lists everything, and what does not match the words
// in its address is hidden. Without this script the page is the whole list.
(function () {
  "use strict";
  var SHORTEST = 4;
  var ENDINGS = /^(a|an|ar|are|arna|as|d|de|e|en|ens|er|erna|et|ets|n|na|or|orna|r|s|t)?$/;
  var query = (new URLSearchParams(window.location.search).get("q") || "").trim();
  var told = document.getElementById("traffar");
  var entries = Array.from(document.querySelectorAll("[data-ord]"));

  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  function words(text) {
    return folded(text).match(/[a-z0-9]+/g) || [];
  }

  // The beginning of a word, or a word that another is an inflection of: "våldet" finds "våld".
  function matches(forms, word) {
    return forms.some(function (form) {
      var isInflected = form.length >= SHORTEST && word.indexOf(form) === 0 && ENDINGS.test(word.slice(form.length));
      return form.indexOf(word) === 0 || isInflected;
    });
  }

  function show(found) {
    entries.forEach(function (entry) {
      entry.hidden = found.indexOf(entry) === -1;
    });
    document.querySelectorAll("main section").forEach(function (section) {
      section.hidden = !section.querySelector("[data-ord]:not([hidden])");
    });
  }

  function tell(text) {
    told.textContent = text;
    told.hidden = false;
  }

  function search() {
    var helpers = words(told.dataset.hjalpord);
    var all = words(query);
    var telling = all.filter(function (word) {
      return helpers.indexOf(word) === -1;
    });
    var wanted = telling.length ? telling : all;
    var hasAll = true;

    function found(way) {
      return entries.filter(function (entry) {
        var forms = folded(entry.getAttribute("data-ord")).split(" ");
        return wanted[way](function (word) {
          return matches(forms, word);
        });
      });
    }

    if (!wanted.length) {
      tell(told.dataset.tomt);
      return;
    }
    var hits = found("every");
    if (!hits.length) {
      hasAll = false;
      hits = found("some");
    }
    if (!hits.length) {
      tell(told.dataset.ingen);
      return;
    }
    show(hits);
    tell(
      (hits.length === 1 ? told.dataset.en : hits.length + " " + told.dataset.flera) +
        (hasAll ? "" : ". " + told.dataset.nagot),
    );
  }

  document.querySelectorAll("input[name=q]").forEach(function (field) {
    field.value = query;
  });
  if (query) {
    search();
  }
})();
