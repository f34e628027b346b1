-- RP-10, RP-14, RP-18: the buyer's own goods come back, repaired or as they were.
alter table shipment drop constraint shipment_is_of_a_case_or_waits_for_one;
alter table shipment add constraint shipment_is_of_a_case_or_waits_for_one check (
  (case_id is null and direction is null and sent_at is null)
  or (case_id is not null and direction in ('return', 'replacement', 'goods-back') and sent_at is not null));
