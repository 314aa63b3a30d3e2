// What is done once the page is there.

makeBar();
makeSortable();
apply();
addEventListener('hashchange', readAddress);
addEventListener('beforeprint', () => {
  for (const element of document.querySelectorAll('details')) element.open = true;
});
// What is not needed for the first look at a long list. The buttons move rows, so the address comes after them; and all
// findings are read before anybody asks.
const idle = window.requestIdleCallback ?? setTimeout;
idle(() => { makeDecisions(); readAddress(); setTimeout(() => idle(allFindings), 500); });
if (location.hash.includes('=')) readAddress();
