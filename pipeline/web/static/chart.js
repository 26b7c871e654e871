// Shows the figures of the year that is pointed at in a chart, as the page's table has them.
(() => {
  const figure = document.querySelector("figure.chart");
  const image = figure.querySelector("img");
  const source = figure.querySelector("source");
  const [slider, line, box] = figure.querySelectorAll("[hidden]");
  const [heading, list, hint] = box.children;
  const rows = Array.from(document.querySelectorAll(".series tbody tr")).reverse();
  const last = rows.length - 1;
  const years = rows.map((row) => Number(row.querySelector("th").textContent));
  const figures = rows.map((row) =>
    Array.from(row.querySelectorAll(".number"), (cell) => {
      const name = cell.querySelector(".label").textContent;
      return [name, cell.textContent.replace(name, "").replace(/[ \n]+/g, " ").trim()];
    }),
  );
  let chosen, shown, dismissed;

  function plot() {
    const form = source && matchMedia(source.media).matches ? source : image;
    const [first, end, left, right, top, bottom, below] = form.dataset.plot.split(" ").map(Number);
    const step = (right - left) / (end - first || 1);
    return { places: years.map((year) => left + (year - first) * step), top, bottom, below };
  }

  function hide() {
    box.hidden = line.hidden = true;
  }

  function add(kind, text) {
    list.appendChild(document.createElement(kind)).textContent = text;
  }

  function show(row, keys) {
    const { places, top, bottom, below } = plot();
    shown = row;
    heading.textContent = years[row];
    list.textContent = "";
    for (const [name, value] of figures[row]) {
      add("dt", name);
      add("dd", value);
    }
    hint.textContent = keys;
    line.style.left = box.style.left = `${100 * places[row]}%`;
    line.style.top = `${100 * top}%`;
    line.style.height = `${100 * (bottom - top)}%`;
    box.hidden = line.hidden = false;
    // Below the plot, where it covers no point; else above.
    const { y, height } = image.getBoundingClientRect();
    const isLow = y + below * height + box.offsetHeight > innerHeight;
    box.style.top = `${100 * (isLow ? top : below)}%`;
    box.style.transform = `translate(${-100 * places[row]}%, ${isLow ? -100 : 0}%)`;
  }

  // A slider's new value is read out; the box is for the eye.
  function choose(row) {
    chosen = Math.max(0, Math.min(row, last));
    const told = figures[chosen].map((each) => each.join(" "));
    slider.setAttribute("aria-valuenow", years[chosen]);
    slider.setAttribute("aria-valuetext", `${years[chosen]}: ${told.join(", ")}`);
  }

  function leave() {
    dismissed = null;
    if (document.activeElement === slider) {
      show(chosen, box.dataset.keys);
    } else {
      hide();
    }
  }

  function point(event) {
    const { places, top, below } = plot();
    const frame = image.getBoundingClientRect();
    const x = (event.clientX - frame.left) / frame.width;
    const y = (event.clientY - frame.top) / frame.height;
    const away = places.map((place) => Math.abs(place - x));
    const nearest = away.indexOf(Math.min(...away));
    if (box.contains(event.target) || nearest === dismissed) {
      return;
    }
    leave();
    if (y > top / 2 && y < below) {
      show(nearest);
    }
  }

  choose(last);
  slider.hidden = false;
  slider.onfocus = leave;
  slider.onblur = hide;
  slider.onkeydown = (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, Home: -last, End: last }[event.key];
    if (by && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      choose(chosen + by);
      leave();
    }
  };
  figure.onmousemove = point;
  // Not onmouseleave, which some browsers send after a touch.
  figure.onpointerleave = leave;
  document.addEventListener("pointerdown", (event) => figure.contains(event.target) || leave());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !box.hidden) {
      dismissed = shown;
      hide();
    }
  });
})();
