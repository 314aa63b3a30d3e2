// What is done once the page is there.

makeBar();
makeSortable();
apply();
addEventListener('hashchange', readAddress);
addEventListener('beforeprint', () => { for (const element of document.querySelectorAll('details')) element.open = true; });
readAddress();
// Reading all findings is not needed for the first look at a long list.
(window.requestIdleCallback ?? setTimeout)(makeDecisions);
