// Leaves the site at once. The link works without this script too; with it, the back button does not return to the
// page, and pressing Escape three times also leaves.
(function () {
  "use strict";
  var exit = document.querySelector("a.exit");
  var presses = 0;
  var last = 0;

  function leave() {
    document.documentElement.style.visibility = "hidden";
    window.location.replace(exit.href);
  }

  exit.addEventListener("click", function (event) {
    event.preventDefault();
    leave();
  });

  document.addEventListener("keydown", function (event) {
    var now = Date.now();
    if (event.key !== "Escape") {
      presses = 0;
      return;
    }
    presses = now - last < 1500 ? presses + 1 : 1;
    last = now;
    if (presses === 3) {
      leave();
    }
  });
})();
