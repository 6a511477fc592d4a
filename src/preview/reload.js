// The preview's own script: shows a page anew when it, or a file it uses, has changed.
(() => {
  const own = document.currentScript.dataset;
  let edition = Number(own.edition), stream, timer;
  const place = (address) => {
    try { return decodeURIComponent(new URL(address, location).pathname); } catch { return ""; }
  };
  const uses = (path) => performance.getEntriesByType("resource").some(({ name }) => place(name) === path);

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
  const receive = ({ data }) => {
    const news = JSON.parse(data);
    edition = news.edition;
    const used = news.assets.filter(uses);
    if (news.page || !used.every((path) => path.endsWith(".css") && restyle(path))) location.reload();
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
      if (answer.headers.get("Nutgraf-Run") === own.run) listen(); else location.reload();
    } catch { again(); }
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : ask()));
  if (!document.hidden) listen();
})();
