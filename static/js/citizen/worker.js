// The worker keeps one page for when there is no connection. Without it everything works but that page.
const { worker } = document.currentScript.dataset;
if (worker && "serviceWorker" in navigator) navigator.serviceWorker.register(worker);
