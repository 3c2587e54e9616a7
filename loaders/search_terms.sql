-- Fills search_terms from the search_texts of these numbers, sorted: those that hold one term lie together.
INSERT INTO search_terms
SELECT unnest(list_distinct(list_concat(characters, list_transform(
           range(1, len(characters)), lambda place: characters[place] || characters[place + 1])))) AS term, number
FROM (SELECT number, regexp_extract_all(words, '(?s).') AS characters
      FROM search_texts WHERE number BETWEEN $first AND $last)
ORDER BY term, number;
