-- VC-09: what the platform reimburses is its own money; all that was decided before was the merchant's.
alter table refund add column payer varchar(20) default 'merchant' not null;
alter table refund add constraint refund_payer_is_known check (payer in ('merchant', 'platform'));

-- PR-01: the staff's steps are worked off by priority, then by when they are due. 50 is nobody's favour.
alter table case_step add column priority int default 50 not null;
