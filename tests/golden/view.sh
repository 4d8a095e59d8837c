#!/usr/bin/env bash
# The page of `view`, driven in headless Chromium by a script that is put behind its own: clicks, keys, filters.
. "$(dirname "$0")/../lib.sh"
page=$RPT_TMP/page.html
"$RPT" view -q "$RPT_SOURCE/examples/press-conference.txt" -o "$page"
check "the page is one file without network" sh -c '! grep -qE "(src|href)=\"?https?://[^w]" "$1"' - "$page"
check "the text of a document cannot end the data" sh -c '
  printf "</script><script>document.title=1</script> President of Norway Ola Nordmann met nobody.\n" >"$1/evil.txt"
  "$2" view -q "$1/evil.txt" -o "$1/evil.html" && [ "$(grep -c "</script>" "$1/evil.html")" -eq 2 ]' - "$RPT_TMP" "$RPT"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  { skip "the page in a browser" "no Chromium here"; exit 0; }
cat >"$RPT_TMP/drive.html" <<'H'
<script>
addEventListener("load", () => {
  const out = [], is = (name, good) => out.push((good ? "ok" : "not ok") + " - page: " + name);
  const q = s => document.querySelectorAll(s);
  is("shows facts", q("#facts li").length > 5);
  q("#facts li")[1].click();
  is("a chosen fact lights its words", q(".words").length > 0 && q("#facts li.lit").length === 1);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "j" }));
  is("j goes to the next fact", q("#facts li.lit")[0] === q("#facts li")[2]);
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  is("Escape clears", q(".lit").length === 0);
  const name = q(".m.PER")[0];
  name.click();
  is("a chosen name lights its other places and its facts", q(".m.lit").length > 0 && q("#facts li.lit").length > 0);
  const box = q("#types input[type=checkbox]")[0];
  box.click();
  is("a type can be hidden", name.classList.contains("off"));
  box.click();
  const search = q("input[type=search]")[0];
  search.value = "zagreb"; search.dispatchEvent(new Event("input"));
  is("lists can be filtered", [...q("#facts li")].some(li => li.hidden) && [...q("#facts li")].some(li => !li.hidden));
  for (const panel of ["entities", "dates", "graph"]) {
    q(`[data-panel=${panel}]`)[0].click();
    is(`the tab ${panel} opens`, !document.getElementById(panel).hidden && document.getElementById("facts").hidden);
  }
  is("the graph is drawn", q("#graph circle").length > 5 && q("#graph line").length > 5);
  is("controls have labels", [...q("input")].every(i => i.closest("label") || i.getAttribute("aria-label")));
  document.body.innerHTML = "";
  document.body.append(Object.assign(document.createElement("pre"), { textContent: out.join("\n") }));
});
</script>
H
cat "$page" "$RPT_TMP/drive.html" >"$RPT_TMP/driven.html"
timeout 60 "$browser" --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update \
  --disable-sync --user-data-dir="$RPT_TMP/profile" --virtual-time-budget=4000 --dump-dom "file://$RPT_TMP/driven.html" 2>/dev/null |
  sed 's/<pre>/\n/; s/<\/pre>/\n/' | grep -E '^(ok|not ok)' || echo "not ok - the page in a browser gave no answer"
