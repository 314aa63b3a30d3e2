// What is done once the page is there.

makeBar();
makeSortable();
apply();
addEventListener('hashchange', readAddress);
addEventListener('beforeprint', () => { for (const element of document.querySelectorAll('details')) element.open = true; });
// Reading all findings is not needed for the first look at a long list. Its buttons move rows, so the address comes last.
(window.requestIdleCallback ?? setTimeout)(() => { makeDecisions(); readAddress(); });
if (location.hash.includes('=')) readAddress();
