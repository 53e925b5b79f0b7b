-- Whether group `g.name` is selected. $2 text: equals, startsWith, endsWith, contains or any; $3 text: its operand.
CASE $2
    WHEN 'equals' THEN g.name = $3
    WHEN 'startsWith' THEN starts_with(g.name, $3)
    WHEN 'endsWith' THEN right(g.name, length($3)) = $3
    WHEN 'contains' THEN position($3 IN g.name) > 0
    ELSE true
END
