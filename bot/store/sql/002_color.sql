-- When photos of a chat are colourised, where nobody says otherwise; null = black-and-white ones.
alter table chat add column color text check (color in ('auto', 'always', 'never'));
