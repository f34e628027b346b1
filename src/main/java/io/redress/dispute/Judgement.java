package io.redress.dispute;

import io.redress.CaseId;
import io.redress.money.Refund;
import io.redress.money.Voucher;
import java.time.Instant;
import org.joda.money.Money;

/**
 * What an agent has judged in a case.
 *
 * @param number within its case, from 1
 * @param merchantShare percent, of a liability of both; null otherwise
 * @param refund CNY that the buyer gets back in all, at once or with the goods; zero for none
 * @param refundPayer null without a refund
 * @param voucher CNY of all vouchers in all; zero for none
 * @param voucherPayer null without a voucher
 * @param judgedBy the agent's user id
 * @param isFinal upon an appeal: nobody appeals again
 */
record Judgement(CaseId caseId, int number, Liability liability, Integer merchantShare, Remedy remedy, Money refund, Refund.Payer refundPayer,
    Money voucher, Voucher.Payer voucherPayer, String explanation, String clause, String judgedBy, Instant judgedAt, boolean isFinal) {}
