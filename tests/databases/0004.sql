-- What a newsroom of schema 0003 held: one page with its article, one that held none, a closed issue of one item with its history.
INSERT INTO capture (id, url, final_url, fetched, status, media_type, digest, source, file, "offset", length, hint, role) VALUES
  ('c000000000000001', 'https://post.example/ferry', 'https://post.example/ferry', '2016-12-05T08:00:00.000000+00:00', 200,
   'text/html', 'sha256:1111111111111111111111111111111111111111111111111111111111111111', 'Post', 'captures-00001.warc.gz',
   400, 900, '{"id": "1", "title": "Ferry returns", "link": "https://post.example/ferry", "published": null, "updated": null, "authors": ["A. Hand"], "summary": null, "content": null, "language": null}', 'page'),
  ('c000000000000002', 'https://post.example/empty', 'https://post.example/empty', '2016-12-05T08:01:00.000000+00:00', 200,
   'text/html', 'sha256:2222222222222222222222222222222222222222222222222222222222222222', 'Post', 'captures-00001.warc.gz',
   1300, 500, NULL, 'page');
INSERT INTO visit (url, source, role, visited, status, etag, last_modified, fingerprint, attempts, problem, entries) VALUES
  ('https://post.example/feed', 'Post', 'feed', '2016-12-05T08:00:00.000000+00:00', 200, '"v1"', NULL, NULL, 0, NULL, 2);
INSERT INTO article (id, capture, digest, source, url, title, byline, outlet, published, published_as, modified, language, text, paragraphs, sentences, links, notes) VALUES
  ('a000000000000001', 'c000000000000001', 'sha256:1111111111111111111111111111111111111111111111111111111111111111', 'Post',
   'https://post.example/ferry', 'Ferry returns', '["A. Hand"]', 'The Post', '2016-12-05T07:00:00.000000+00:00', '2016-12-05T15:00:00+08:00',
   NULL, 'en', 'The ferry is back.', '[{"start": 0, "end": 18}]', '[{"start": 0, "end": 18}]', '[]', '[]');
INSERT INTO reading (capture, version, article, problem) VALUES
  ('c000000000000001', '1', 'a000000000000001', NULL), ('c000000000000002', '1', NULL, 'no text');
INSERT INTO vector (article, model, digest, data) VALUES
  ('a000000000000001', 'fast', 'sha256:1111111111111111111111111111111111111111111111111111111111111111', x'0000803F');
INSERT INTO placement (article, position, story, copy_of, similarity, channel, "group", version) VALUES
  ('a000000000000001', 0, 's-a000000000000001', NULL, 0.0, 'new', NULL, '1 fast 14');
INSERT INTO issue (id, edition, number, period, first, last, drafted) VALUES
  ('2016-12-monthly-letter', 'monthly-letter', 1, '2016-12', '2016-12-01', '2016-12-31',
   'sha256:3333333333333333333333333333333333333333333333333333333333333333');
INSERT INTO issue_item (issue, position, story, headline, url) VALUES
  ('2016-12-monthly-letter', 0, 's-a000000000000001', 'Ferry returns', 'https://post.example/ferry');
INSERT INTO facts (article, digest, version, problem) VALUES
  ('a000000000000001', 'sha256:1111111111111111111111111111111111111111111111111111111111111111', '1 -', NULL);
INSERT INTO name (article, start, "end", text, kind, name, entry, role) VALUES
  ('a000000000000001', 4, 9, 'ferry', 'other', 'ferry', NULL, NULL);
INSERT INTO figure (article, start, "end", text, kind, value, unit, modality, subject) VALUES
  ('a000000000000001', 0, 3, '3 km', 'measure', 3.0, 'km', 'stated', 'ferry');
INSERT INTO quote (article, start, "end", text, speaker, role, parts) VALUES
  ('a000000000000001', 0, 8, 'Back.', 'A. Hand', NULL, '[{"start": 1, "end": 6}]');
INSERT INTO event (article, start, type, "end", text, actors, "when", tense) VALUES
  ('a000000000000001', 0, 'launch', 18, 'The ferry is back.', '["ferry"]', '2016-12-05', 'happened');
INSERT INTO document (kind, ref, part, digest, day, outlet, language) VALUES
  ('article', 'a000000000000001', 0, 'sha256:1111111111111111111111111111111111111111111111111111111111111111', '2016-12-05', 'The Post', 'en'),
  ('name', 'ferry', 0, 'sha256:1111111111111111111111111111111111111111111111111111111111111111', NULL, NULL, NULL),
  ('item', '2016-12-monthly-letter', 0, 'sha256:1111111111111111111111111111111111111111111111111111111111111111', '2016-12-05', 'The Post', 'en');
INSERT INTO document_text (rowid, title, body) VALUES (1, 'ferry returns', 'the ferry is back');
INSERT INTO document_text_name (rowid, title, body) VALUES (2, 'ferry', 'ferry');
INSERT INTO document_text_item (rowid, title, body) VALUES (3, 'ferry returns', 'the ferry is back');
UPDATE issue SET state = 'closed', imported = NULL, published = '2017-01-02T08:00:00.000000+00:00';
INSERT INTO issue_event (id, issue, at, who, what, note) VALUES
  (1, '2016-12-monthly-letter', '2017-01-02T08:00:00.000000+00:00', 'A. Hand', 'closed', '');
INSERT INTO issue_input (issue, kind, name, digest) VALUES
  ('2016-12-monthly-letter', 'capture', 'c000000000000001', 'sha256:1111111111111111111111111111111111111111111111111111111111111111');
INSERT INTO correction (id, issue, day, who, item, text) VALUES
  (1, '2016-12-monthly-letter', '2017-01-05', 'A. Hand', NULL, 'The ferry came back on Tuesday.');
INSERT INTO link (url, checked, state, detail, leads_to, seen) VALUES
  ('https://post.example/ferry', '2017-01-05T08:00:00.000000+00:00', 'dead', '404', '', NULL);
UPDATE placement SET streamed = story, settled = story, engine = story;
INSERT INTO placement_before (article, story) VALUES ('a000000000000001', 's-a000000000000001');
INSERT INTO story_state (story, number, first, last, data) VALUES
  ('s-a000000000000001', 0, '2016-12-05T08:00:00.000000+00:00', '2016-12-05T08:00:00.000000+00:00', x'00');
INSERT INTO article_state (article, moment, data) VALUES
  ('a000000000000001', '2016-12-05T08:00:00.000000+00:00', x'00');
INSERT INTO grouping_state ("key", data) VALUES ('background', x'00');
INSERT INTO story_alias (old, new, at, note) VALUES
  ('s-0000000000000000', 's-a000000000000001', '2016-12-06T08:00:00.000000+00:00', 'merged by hand');
INSERT INTO story_change (id, at, who, what, story, other, note) VALUES
  (1, '2016-12-06T08:00:00.000000+00:00', 'A. Hand', 'merged', 's-a000000000000001', 's-0000000000000000', '');
INSERT INTO story_action (id, at, who, what, story, other, articles, apart, text, undone) VALUES
  (1, '2016-12-06T08:00:00.000000+00:00', 'A. Hand', 'merge', 's-a000000000000001', 's-0000000000000000',
   '["a000000000000001"]', '[]', '', NULL);
INSERT INTO storyline_link (story, number, storyline, similarity, channel, members, version, data) VALUES
  ('s-a000000000000001', 0, 'l-a000000000000001', 0.0, 'new',
   'sha256:1111111111111111111111111111111111111111111111111111111111111111', '1', x'00');
