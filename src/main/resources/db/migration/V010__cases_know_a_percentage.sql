-- A return may be asked for as a percentage of what was paid (rulebook, section 21); null = by amount or by pieces.
alter table after_sales_case add column percent int;
