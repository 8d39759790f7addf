/** The script of the HTML report, which filters the routes. Without JavaScript, the page shows all routes. */
export const script = `
'use strict';
const form = document.querySelector('form');
if (form) {
  const search = document.getElementById('search');
  const access = document.getElementById('access');
  const count = document.getElementById('count');
  const rows = [...document.querySelectorAll('tr.route')].map((row) => ({
    row,
    text: row.textContent.toLowerCase(),
    access: row.dataset.access,
  }));
  const filter = () => {
    const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text, access: kind } of rows) {
      const matches = (access.value === '' || access.value === kind) && words.every((word) => text.includes(word));
      row.hidden = !matches;
      if (matches) shown += 1;
    }
    for (const section of document.querySelectorAll('section.api')) {
      const own = [...section.querySelectorAll('tr.route')];
      const isEmpty = own.length > 0 && own.every((row) => row.hidden);
      section.querySelector('.no-match').hidden = !isEmpty;
      if (own.length > 0) own[0].closest('table').hidden = isEmpty;
    }
    count.textContent = shown + ' of ' + rows.length + ' routes';
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('input', filter);
  filter();
}
`;
