// The key / leads to the search: to its field where the page has one, else to its page.

addEventListener('keydown', (event) => {
  const isTyping = event.target.closest?.('input, select, textarea, [contenteditable]');
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
  const field = document.querySelector('input[type=search]');
  const link = document.querySelector('a[rel~=search]');
  if (!field && !link) return;
  event.preventDefault();
  if (field) field.focus();
  else link.click();
});
