// Search in a copy of the site, where no server answers: the page lists everything, and what does not match the words
// in its address is hidden. Without this script the page is the whole list.
(function () {
  "use strict";
  var SHORTEST = 4;
  var LONGEST_ENDING = 4;
  var query = (new URLSearchParams(window.location.search).get("q") || "").trim();
  var wanted = folded(query).match(/[a-z0-9]+/g);
  var status = document.getElementById("traffar");
  var count = 0;

  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  }

  // The beginning of a word, or a word that another is an inflection of: "våldet" finds "våld".
  function matches(forms, word) {
    return forms.some(function (form) {
      var isInflected =
        form.length >= SHORTEST && word.length - form.length <= LONGEST_ENDING && word.indexOf(form) === 0;
      return form.indexOf(word) === 0 || isInflected;
    });
  }

  document.querySelectorAll("input[name=q]").forEach(function (field) {
    field.value = query;
  });
  if (!wanted) {
    return;
  }
  var entries = Array.from(document.querySelectorAll("[data-ord]"));
  var found = entries.filter(function (entry) {
    var forms = folded(entry.getAttribute("data-ord")).split(" ");
    return wanted.every(function (word) {
      return matches(forms, word);
    });
  });
  if (found.length) {
    entries.forEach(function (entry) {
      entry.hidden = found.indexOf(entry) === -1;
    });
    document.querySelectorAll("main section").forEach(function (section) {
      section.hidden = !section.querySelector("[data-ord]:not([hidden])");
    });
  }
  count = found.length;
  status.textContent =
    count === 0 ? status.dataset.ingen : count === 1 ? status.dataset.en : count + " " + status.dataset.flera;
  status.hidden = false;
})();
