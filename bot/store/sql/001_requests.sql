-- Requests, their parts, the work on them, and what was sent. Everything of a person hangs from `request` and is deleted
-- with it; blobs are named in `loose_blob` before they are written and when their row goes, so that none is ever forgotten.

-- What a chat has chosen, and what it was told once.
create table chat (
  adapter text not null,
  chat text not null,
  kind text not null,
  language text,                                  -- null = the sender's own
  automatic boolean not null default false,       -- a group: restore every photo, unasked
  told_quality boolean not null default false,    -- "send it as a file for the best result" was said
  seen timestamptz not null default now(),
  primary key (adapter, chat)
);

create table request (
  id text primary key,
  adapter text not null,
  chat text not null,
  kind text not null,
  thread text,
  sender text not null,
  language text not null,
  answers text not null,                          -- the message that is answered
  context jsonb not null default '{}',            -- the adapter's own
  upload_limit_bytes bigint,
  album text,                                     -- the platform's id of the album
  state text not null default 'queued'
    check (state in ('queued', 'running', 'restored', 'delivered', 'failed', 'cancelled')),
  revision integer not null default 0,            -- counts adjustments
  created timestamptz not null default now(),
  closes timestamptz not null default now(),      -- further parts of the album are waited for until then
  changed timestamptz not null default now(),
  expires timestamptz not null,
  status_message text,                            -- the platform's id of the status message
  status_key text                                 -- the last status that was shown
);
create index request_chat on request (adapter, chat, created desc);
create index request_sender on request (adapter, sender);
create index request_album on request (adapter, chat, album) where album is not null;
create index request_expires on request (expires);
create index request_open on request (adapter) where state in ('queued', 'running', 'restored');

create table part (
  request text not null references request on delete cascade,
  number integer not null,
  key text not null unique,                       -- platform:bot:chat:message:index; a second arrival changes nothing
  message text not null,
  reference jsonb,                                -- where to fetch it; null once it is here
  recompressed boolean not null default false,
  blob text,                                      -- the original
  sha256 text,
  media_type text,
  size_bytes bigint,
  width integer not null default 0,               -- upright, once it was decoded
  height integer not null default 0,
  revision integer not null default 0,            -- of its newest work
  created timestamptz not null default now(),
  primary key (request, number)
);

-- One run of the engine over a part: the first, and one for each adjustment.
create table work (
  request text not null,
  part integer not null,
  revision integer not null,
  wishes jsonb not null default '{}',
  state text not null default 'queued' check (state in ('queued', 'running', 'restored', 'failed', 'cancelled')),
  attempts integer not null default 0,
  fetch_job bigint,
  restore_job bigint,
  stage text,
  progress real not null default 0,
  error_code text,
  error_parameters jsonb not null default '{}',
  outcome jsonb,                                  -- condition, stages, recipe, models; see restoration.report
  created timestamptz not null default now(),
  started timestamptz,
  done timestamptz,                               -- set once: whoever comes second finds it set and leaves
  primary key (request, part, revision),
  foreign key (request, part) references part on delete cascade
);
create index work_open on work (state, created) where done is null;

-- What a work left: versions, previews, the before/after picture.
create table result (
  request text not null,
  part integer not null,
  revision integer not null,
  name text not null,
  blob text not null,
  media_type text not null,
  size_bytes bigint not null,
  sha256 text not null,
  width integer not null,
  height integer not null,
  primary key (request, part, revision, name),
  foreign key (request, part, revision) references work on delete cascade
);

-- Every send, written before and after: a restart repeats at most the one that was under way.
create table delivery (
  request text not null references request on delete cascade,
  revision integer not null,
  piece text not null,
  state text not null check (state in ('sending', 'sent', 'refused')),
  messages jsonb not null default '[]',
  reason text,
  changed timestamptz not null default now(),
  primary key (request, revision, piece)
);

-- Commands and presses that were answered, so that a second arrival gets the same answer and changes nothing.
create table answered (
  key text primary key,
  adapter text not null,
  sender text not null,
  answer jsonb not null,
  at timestamptz not null default now()
);

-- Photos seen in a group and not acted on: only where they could be fetched, in case somebody asks for them.
create table seen_photo (
  adapter text not null,
  chat text not null,
  message text not null,
  number integer not null,
  album text,
  sender text not null,
  reference jsonb not null,
  recompressed boolean not null default false,
  at timestamptz not null default now(),
  primary key (adapter, chat, message, number)
);
create index seen_photo_album on seen_photo (adapter, chat, album) where album is not null;

-- Whom the operator allows or refuses.
create table access (
  adapter text not null,
  kind text not null check (kind in ('chat', 'person')),
  id text not null,
  allowed boolean not null,
  primary key (adapter, kind, id)
);

-- Photos per person and hour, by a digest of the person: it outlives /forget, so that a quota does too.
create table usage (
  person text not null,
  hour timestamptz not null,
  photos integer not null default 0,
  primary key (person, hour)
);

-- Blobs that no row names: about to be named, or to be deleted.
create table loose_blob (
  blob text primary key,
  since timestamptz not null default now()
);
create index loose_blob_since on loose_blob (since);

create function loosen_part() returns trigger language plpgsql as $$
begin
  if old.blob is not null then
    insert into loose_blob (blob, since) values (old.blob, '-infinity') on conflict (blob) do update set since = '-infinity';
  end if;
  return null;
end $$;
create trigger loosen_part after delete on part for each row execute function loosen_part();

create function loosen_result() returns trigger language plpgsql as $$
begin
  insert into loose_blob (blob, since) values (old.blob, '-infinity') on conflict (blob) do update set since = '-infinity';
  return null;
end $$;
create trigger loosen_result after delete on result for each row execute function loosen_result();

create function loosen_work() returns trigger language plpgsql as $$
begin
  if old.wishes ? 'mask' then
    insert into loose_blob (blob, since) values (old.wishes ->> 'mask', '-infinity')
      on conflict (blob) do update set since = '-infinity';
  end if;
  return null;
end $$;
create trigger loosen_work after delete on work for each row execute function loosen_work();

-- Workers that are alive, with what their networks can do.
create table worker (
  id text primary key,
  started timestamptz not null default now(),
  seen timestamptz not null default now(),
  networks jsonb not null default '{}'
);
