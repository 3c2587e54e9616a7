-- Fills search_terms from search_texts, sorted: the texts that hold one term lie together.
INSERT INTO search_terms
SELECT unnest(list_distinct(list_concat(characters, list_transform(
           range(1, len(characters)), lambda place: characters[place] || characters[place + 1])))) AS term, number
FROM (SELECT number, regexp_extract_all(words, '(?s).') AS characters FROM search_texts)
ORDER BY term, number;
