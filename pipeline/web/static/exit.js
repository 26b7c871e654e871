// Leaves the site at once. The link works without this script too; with it, the back button does not return to the page,
// and pressing Shift three times, each within five seconds of the one before, also leaves. Shift is the key that the
// GOV.UK Design System came to for "Exit this page": Escape means other things to browsers and screen readers, and
// pressed once too often it stops the page that one leaves for.
(function () {
  "use strict";
  var PRESSES = 3;
  var BETWEEN = 5000;
  var exit = document.querySelector("a.exit");
  var told = document.getElementById("leaving");
  var presses = 0;
  var isAlone = false;
  var isLeaving = false;
  var timer = 0;

  function leave() {
    isLeaving = true;
    clearTimeout(timer);
    document.documentElement.classList.add("leaving");
    told.setAttribute("role", "alert");
    told.textContent = told.dataset.loading;
    window.location.replace(exit.href);
  }

  function stay(message) {
    clearTimeout(timer);
    presses = 0;
    told.textContent = message;
  }

  exit.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    var isWithOthers = event.ctrlKey || event.altKey || event.metaKey;
    if (isLeaving) {
      if ((event.key === "Escape" || event.key === "Shift") && !isWithOthers) {
        event.preventDefault();
      }
      return;
    }
    isAlone = event.key === "Shift" && !isWithOthers && (isAlone || !event.repeat);
    if (event.key !== "Shift" && presses) {
      stay("");
    }
  });

  // Shift with the mouse marks text, or scrolls sideways.
  ["pointerdown", "wheel"].forEach(function (kind) {
    document.addEventListener(
      kind,
      function () {
        isAlone = false;
      },
      { passive: true },
    );
  });

  document.addEventListener("keyup", function (event) {
    // Shift that was held for a capital letter, say, is no press of its own.
    if (isLeaving || event.key !== "Shift" || !isAlone) {
      return;
    }
    isAlone = false;
    presses += 1;
    clearTimeout(timer);
    if (presses === PRESSES) {
      leave();
      return;
    }
    told.textContent = presses === 1 ? told.dataset.twice : told.dataset.once;
    timer = setTimeout(stay, BETWEEN, told.dataset.late);
  });

  // A page that the browser has kept and shows again is as it was before.
  window.addEventListener("pageshow", function () {
    isLeaving = false;
    document.documentElement.classList.remove("leaving");
    told.setAttribute("role", "status");
    stay("");
  });
})();
