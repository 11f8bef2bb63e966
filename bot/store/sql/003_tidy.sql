-- The answer to a press is made anew each time; nothing ever read what was kept here.
alter table answered drop column answer;
