// What the browser does for every page beyond Streamlit: rows and bars by keyboard, links, figures on paper.
if (!window.framed) {
  window.framed = true;

  const GRID = "[class*=st-key-opens_] [data-testid=stDataFrame]", PICTURE = "[class*=st-key-picks_] .js-plotly-plot";
  const at = new WeakMap(); // a table or figure -> the row or bar that the keys have come to

  const ring = document.body.appendChild(document.createElement("div"));
  ring.className = "by-key-ring";
  ring.hidden = true;
  const said = document.body.appendChild(document.createElement("div"));
  said.className = "by-key-said";
  said.setAttribute("aria-live", "polite");

  const point = (types, target, x, y) => types.forEach(type => {
    const place = { bubbles: true, cancelable: true, view: window, clientX: x, clientY: y, button: 0 };
    target.dispatchEvent(new (type.startsWith("pointer") ? PointerEvent : MouseEvent)(type, place));
  });

  // ---- rows of a table: its own arrow keys would open each row that they come to ----

  const grid = box => {
    const scroller = box.querySelector(".dvn-scroller"), table = box.querySelector("canvas table[role=grid]");
    const lines = Number(table.getAttribute("aria-rowcount")); // with the heading
    return { scroller, table, lines, height: box.querySelector(".dvn-scroll-inner").offsetHeight / lines };
  };

  const showRow = (box, row) => {
    const { scroller, table, lines, height } = grid(box);
    row = Math.max(0, Math.min(lines - 2, row));
    at.set(box, row);
    const room = scroller.clientHeight - height;
    scroller.scrollTop = Math.max(row * height - room + height, Math.min(scroller.scrollTop, row * height));
    const { left, top, width } = scroller.getBoundingClientRect();
    enclose(left, top + (row + 1) * height - scroller.scrollTop, width, height);
    setTimeout(() => { // once the table has drawn the row
      const cells = table.querySelectorAll(`[aria-rowindex="${row + 2}"] [role=gridcell]`);
      say(`第 ${row + 1} 行，共 ${lines - 1} 行：${[...cells].slice(0, 3).map(cell => cell.textContent).join("，")}`);
    }, 400);
  };

  const rowKey = (box, event) => {
    const { scroller, lines, height } = grid(box), page = Math.floor(scroller.clientHeight / height) - 1;
    const row = at.get(box) ?? 0;
    const to = { ArrowDown: row + 1, ArrowUp: row - 1, PageDown: row + page, PageUp: row - page, Home: 0, End: lines };
    const aside = { ArrowLeft: -160, ArrowRight: 160 };
    if (event.key in to) showRow(box, to[event.key]);
    else if (event.key in aside) scroller.scrollLeft += aside[event.key];
    else if (event.key === "Enter" || event.key === " ") {
      const { left, top } = scroller.getBoundingClientRect(), canvas = box.querySelector("canvas");
      const y = top + (row + 1.5) * height - scroller.scrollTop;
      point(["pointerdown", "mousedown", "pointerup", "mouseup", "click"], canvas, left + 20, y);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  // ---- bars and marks of a figure, from top to bottom and left to right ----

  const marks = plot => [...plot.querySelectorAll(":is(.barlayer, .scatterlayer) .point")]
    .filter(mark => mark.getBoundingClientRect().width > 1)
    .map(mark => ({ mark, box: mark.getBoundingClientRect() }))
    .sort((a, b) => Math.abs(a.box.y - b.box.y) > 6 ? a.box.y - b.box.y : a.box.x - b.box.x);

  const showMark = (plot, number) => {
    const all = marks(plot);
    if (!all.length) return;
    number = Math.max(0, Math.min(all.length - 1, number));
    at.set(plot, number);
    all[number].mark.scrollIntoView({ block: "nearest" });
    const { x, y, width, height } = all[number].mark.getBoundingClientRect();
    enclose(x - 2, y - 2, width + 4, height + 4);
    point(["mousemove", "mouseover"], plot.querySelector(".nsewdrag"), x + width / 2, y + height / 2);
    setTimeout(() => say([...plot.querySelectorAll(".hoverlayer tspan")].map(line => line.textContent).join(" ")), 200);
  };

  const markKey = (plot, event) => {
    const number = at.get(plot) ?? 0;
    const to = { ArrowDown: number + 1, ArrowRight: number + 1, ArrowUp: number - 1, ArrowLeft: number - 1,
                 Home: 0, End: Infinity };
    if (event.key in to) showMark(plot, to[event.key]);
    else if (event.key === "Enter" || event.key === " ") {
      const { x, y, width, height } = marks(plot)[number].mark.getBoundingClientRect();
      const layer = plot.querySelector(".nsewdrag");
      point(["mousemove", "mousedown"], layer, x + width / 2, y + height / 2);
      point(["mouseup", "click"], layer, x + width / 2, y + height / 2);
    } else return;
    event.preventDefault();
  };

  // ---- where the keys are ----

  const enclose = (left, top, width, height) => {
    Object.assign(ring.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    ring.hidden = false;
  };
  const say = words => { said.textContent = words; };
  const leave = () => { ring.hidden = true; };

  document.addEventListener("keydown", event => {
    const box = event.target.closest?.(GRID), plot = event.target.closest?.(PICTURE);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (box) rowKey(box, event);
    else if (plot) markKey(plot, event);
  }, true);
  let byMouse = false;
  document.addEventListener("keydown", () => { byMouse = false; }, true);
  document.addEventListener("focusin", event => {
    leave();
    const box = event.target.closest?.(GRID), plot = event.target.closest?.(PICTURE);
    if (byMouse) return;
    if (box?.querySelector("canvas table[role=grid]")) {
      event.stopPropagation(); // a table chooses its first cell, and so opens it, as soon as it has the focus
      showRow(box, at.get(box) ?? 0);
    } else if (plot) showMark(plot, at.get(plot) ?? 0);
  }, true);
  document.addEventListener("focusout", leave);
  document.addEventListener("pointerdown", event => {
    if (!event.isTrusted) return;
    byMouse = true;
    leave();
  }, true);
  document.addEventListener("scroll", event => event.target.matches?.(".dvn-scroller") || leave(), true);

  const reach = () => document.querySelectorAll(`${PICTURE}:not([tabindex])`).forEach(plot => {
    plot.tabIndex = 0;
    plot.setAttribute("role", "application");
    plot.setAttribute("aria-label", "图：用方向键逐个看，按回车列出任务");
  });
  new MutationObserver(reach).observe(document.body, { subtree: true, childList: true });

  // ---- a day that was typed is taken with Enter, not only when its field is left ----

  document.addEventListener("keydown", event => {
    const day = "[data-testid=stDateInput] [role=spinbutton]";
    if (event.key !== "Enter" || !event.target.matches?.(`[data-testid=stSidebar] ${day}, [data-testid=stMain] ${day}`)) return;
    document.querySelector("[data-testid=stMain]").focus({ preventScroll: true });
  }, true);

  // ---- a cell that leads to the page of a source: Enter shows its link, Enter once more opens it ----

  document.addEventListener("keydown", event => {
    const link = event.key === "Enter" && event.target.closest?.("[id^=portal]")?.querySelector("a[href]");
    if (!link) return;
    event.preventDefault();
    event.stopPropagation();
    link.click();
  }, true);

  // ---- a link to what is seen, which shows the same on a later day ----

  document.addEventListener("click", event => {
    const button = event.target.closest?.(".copy-link");
    if (!button) return;
    const link = new URL(location), field = document.body.appendChild(document.createElement("textarea"));
    if (!link.searchParams.has("as_of")) link.searchParams.set("as_of", button.dataset.day);
    field.value = link;
    field.select();
    document.execCommand("copy"); // navigator.clipboard is there only on https
    field.remove();
    button.textContent = "已复制";
    say("链接已复制");
    setTimeout(() => { button.textContent = "复制链接"; }, 2000);
  });

  // ---- in a filter a space finds nothing: what is typed there is matched character by character ----

  document.addEventListener("beforeinput", event => {
    const box = event.target.closest?.("[data-testid=stMultiSelect] input");
    const typed = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
    if (!box || event.isComposing || !/\s/.test(typed)) return;
    event.preventDefault();
    document.execCommand("insertText", false, typed.replace(/\s+/g, ""));
  }, true);

  // ---- one act of the reader is one step of the browser's way back, however many addresses Streamlit tells for it ----

  let acts = 0, told = 0;
  const act = event => { acts += event.isTrusted; };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, act, true);
  document.addEventListener("click", event => event.detail || act(event), true); // a screen reader's has no pointer
  const push = history.pushState.bind(history);
  history.pushState = (...address) => {
    if (told === acts) history.replaceState(...address);
    else push(...address);
    told = acts;
  };

  // ---- a link within the page needs no new page: Streamlit draws what the address says ----

  document.addEventListener("click", event => {
    const way = event.target.closest?.("a.way, a[href^='?']");
    if (!way || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState({}, "", way.href);
    window.dispatchEvent(new PopStateEvent("popstate"));
  });

  // ---- on paper a figure is as wide as the sheet ----

  const SHEET = { width: 695, height: 940 }; // pixels: 184 mm, and with room for a heading

  // Drawn for a wide window and then shrunk its words would be too small to read: Ctrl+P has all figures drawn anew for
  // the sheet. Printed from the browser's menu, they are shrunk, their words enlarged before.
  document.addEventListener("keydown", event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    event.stopPropagation();
    document.documentElement.classList.add("as-wide-as-a-sheet");
    setTimeout(() => window.print(), 1000); // once they are drawn
  }, true);
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("as-wide-as-a-sheet"));

  const undo = []; // what makes the figures as they were
  const put = (node, name, value) => {
    const before = node.getAttribute(name);
    undo.push(() => before === null ? node.removeAttribute(name) : node.setAttribute(name, before));
    node.setAttribute(name, value);
  };

  const edgeOf = words => { // which of its edges stays where it is
    const note = words.closest(".annotation"), ofBar = words.closest(".trace.bars");
    if (note) return words.closest(".js-plotly-plot")._fullLayout.annotations[note.dataset.index].xanchor;
    return ofBar && (words.matches(".bartext-outside") || ofBar.__data__[0].trace.insidetextanchor === "start") ? "left" : "";
  };

  const enlarge = (box, times) => {
    const isOnTop = box.closest(".js-plotly-plot")._fullLayout.xaxis?.side === "top"; // squares under headings
    box.querySelectorAll("text").forEach(words => {
      const before = words.getBoundingClientRect(), edge = edgeOf(words), style = words.getAttribute("style");
      const larger = `${style}; font-size: ${times * parseFloat(getComputedStyle(words).fontSize)}px`;
      put(words, "style", larger);
      const after = words.getBoundingClientRect();
      const up = isOnTop && words.closest(".xtick") ? before.bottom - after.bottom : 0;
      words.setAttribute("style", `${larger}; translate: ${edge ? before[edge] - after[edge] : 0}px ${up}px`);
    });
    if (isOnTop) box.querySelectorAll(".scatterlayer .point").forEach(square =>
      put(square, "transform", `${square.getAttribute("transform")} scale(${times})`));
    box.querySelectorAll(".legend .scrollbox").forEach(clipped => put(clipped, "clip-path", "none"));
    box.querySelectorAll(".legend .traces").forEach(entry =>
      put(entry, "transform", entry.getAttribute("transform").replace(/[\d.]+/, x => times * x)));
  };

  const ontoTheSheet = box => {
    const { left, top, width, height } = box.getBoundingClientRect();
    if (!width) return;
    const notes = box.closest(".js-plotly-plot")._fullLayout.annotations ?? [];
    // (A script with a tag in it would be taken out by the sanitizer.)
    const most = notes.some(note => note.text.includes("br>")) ? 1.2 : Infinity; // no more room between lines
    if (width > SHEET.width) enlarge(box, Math.min(most, width / SHEET.width));
    const words = [...box.querySelectorAll("text")].map(words => words.getBoundingClientRect()).filter(each => each.width);
    const from = Math.min(0, ...words.map(each => each.left - left));
    const wide = Math.max(width, ...words.map(each => each.right - left)) - from;
    const above = Math.min(0, ...words.map(each => each.top - top)), tall = height - above;
    const widest = wide * Math.min(1, SHEET.height / tall);
    put(box, "style", `position: relative; width: 100%; max-width: ${widest}px !important; aspect-ratio: ${wide} / ${tall};`);
    box.querySelectorAll(":scope > .main-svg").forEach(drawing => {
      put(drawing, "viewBox", `${from} ${above} ${wide} ${tall}`);
      put(drawing, "style", `${drawing.getAttribute("style")}; width: 100%; height: 100%`);
    });
  };
  window.addEventListener("beforeprint", () =>
    document.querySelectorAll(".js-plotly-plot .svg-container").forEach(ontoTheSheet));
  window.addEventListener("afterprint", () => undo.splice(0).reverse().forEach(back => back()));
}
