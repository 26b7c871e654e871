// Leaves the site at once. Without this script the same link still leads away; with it the page that is left does not
// stay behind the back button, and the Escape key pressed three times does the same.
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
