-- A buyer gets back the price, or the freight advanced for a return (20.11). Each is numbered for itself within its case:
-- caseId:refund:n, caseId:freight:n. Only the price counts against what was paid for the order.
alter table refund add column purpose varchar(20) default 'refund' not null;
alter table refund drop constraint refund_is_numbered_within_its_case;
alter table refund add constraint refund_is_numbered_within_its_case_and_purpose unique (case_id, purpose, number);
alter table refund add constraint refund_purpose_is_known check (purpose in ('refund', 'freight'));
