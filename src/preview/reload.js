// The preview's own script: shows a page anew when it, or a file it uses, has changed, and what was found about it.
(() => {
  const own = document.currentScript.dataset, margin = new URL("margin.js", document.currentScript.src);
  const SCROLL = "nutgraf-scroll";
  // A page of the preview itself: where the site's page was scrolled to is kept until that is back.
  const isStandIn = document.documentElement.hasAttribute("data-nutgraf");
  let edition = Number(own.edition), stream, timer, corner, said;
  performance.setResourceTimingBufferSize(10000);
  const place = (address) => {
    try { return decodeURIComponent(new URL(address, location).pathname); } catch { return ""; }
  };
  const uses = (path) => performance.getEntriesByType("resource").some(({ name }) => place(name) === path);

  const reload = () => {
    try {
      if (!isStandIn) sessionStorage.setItem(SCROLL, JSON.stringify([location.pathname, scrollX, scrollY]));
      // Of a page that was away, the browser would remember how far the stand-in was scrolled.
      if (sessionStorage.getItem(SCROLL)) history.scrollRestoration = "manual";
    } catch { /* storage may be forbidden; browsers do well enough without us */ }
    location.reload();
  };
  const scrollBack = () => {
    let path, left, top;
    try {
      [path, left, top] = JSON.parse(sessionStorage.getItem(SCROLL)) ?? [];
      if (path && !(isStandIn && path === location.pathname)) sessionStorage.removeItem(SCROLL);
    } catch { return; }
    if (isStandIn || path !== location.pathname) return;
    const scroll = () => scrollTo({ left, top, behavior: "instant" });
    scroll();
    // Pictures that came late may have moved it. The browser's own way is for later, or it would go its way right now.
    addEventListener("load", () => { scroll(); setTimeout(() => { history.scrollRestoration = "auto"; }); });
  };

  const restyle = (path) => {
    const links = [...document.querySelectorAll("link[rel~=stylesheet]:not([data-stale])")].filter((link) => place(link.href) === path);
    for (const link of links) {
      const fresh = link.cloneNode(), address = new URL(link.href);
      address.searchParams.set("edition", edition);
      fresh.href = address;
      fresh.onload = fresh.onerror = () => link.remove();
      link.dataset.stale = "";
      link.after(fresh);
    }
    return links.length > 0;
  };

  const STYLE = `
    a { --tone: #b3261e; position: fixed; z-index: 2147483647; inset-block-end: 1rem; inset-inline-end: 1rem;
      max-inline-size: calc(100vw - 2rem); box-sizing: border-box; padding: .5rem .9rem; border-radius: 2rem;
      background: var(--tone); color: #fff; box-shadow: 0 1px 6px #0006; font: 600 15px/1.4 system-ui, sans-serif; text-decoration: none; }
    a.warning { --tone: #7a4f00; }
    a.info { --tone: #1a5fb4; }
    a:hover { text-decoration: underline; }
    a:focus-visible { outline: 3px solid #fff; outline-offset: -5px; }
    @media print { a { display: none; } }`;
  const badge = (now) => {
    if (JSON.stringify(now) === said) return;
    said = JSON.stringify(now);
    corner?.remove();
    if (!now) return;
    corner = document.createElement("nutgraf-badge");
    const style = new CSSStyleSheet(), link = document.createElement("a");
    style.replaceSync(STYLE);
    Object.assign(link, { href: now.href, textContent: now.text, className: now.tone, title: "Findings of the preview" });
    const root = corner.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    // In a landmark, as all that readers of the screen find is.
    root.append(document.createElement("aside"));
    root.firstChild.ariaLabel = "Findings of the preview";
    root.firstChild.append(link);
    document.body.append(corner);
  };
  // What a page has no evidence for, it need not load.
  let beside;
  const evidence = async (now) => {
    if (!now && !beside) return;
    try { (beside ??= await import(margin)).show(now); } catch { /* the list is still at its address */ }
  };
  const receive = ({ data }) => {
    const news = JSON.parse(data);
    edition = news.edition;
    const used = news.assets.filter(uses);
    if (news.page || !used.every((path) => path.endsWith(".css") && restyle(path))) return reload();
    badge(news.badge);
    evidence(news.evidence);
  };

  // A hidden page keeps no connection: browsers allow few, and it asks again when it is seen.
  const rest = () => { clearTimeout(timer); stream?.close(); };
  const again = () => { rest(); timer = setTimeout(ask, 1000); };
  const listen = () => {
    rest();
    stream = new EventSource(`${own.events}&edition=${edition}`);
    stream.onmessage = receive;
    stream.addEventListener("full", rest);
    stream.onerror = again;
  };
  const ask = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location, { method: "HEAD", cache: "no-store" });
      if (answer.headers.get("Nutgraf-Run") === own.run) listen(); else reload();
    } catch { again(); }
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : ask()));
  addEventListener("pageshow", ({ persisted }) => { if (persisted) ask(); });
  addEventListener("focus", () => { if (stream?.readyState === EventSource.CLOSED) ask(); });
  scrollBack();
  if (!document.hidden) listen();
})();
