package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseType;
import io.redress.casefile.Cases;
import io.redress.casefile.FourEyes;
import io.redress.casefile.Timeline;
import io.redress.dispute.JudgementRules.Effects;
import io.redress.money.Account;
import io.redress.money.Accounts;
import io.redress.money.Occasion;
import io.redress.money.Refund;
import io.redress.money.Refunds;
import io.redress.money.Voucher;
import io.redress.money.VoucherGrant;
import io.redress.money.Vouchers;
import io.redress.order.Categories;
import io.redress.order.Order;
import io.redress.order.Orders;
import io.redress.shipment.GoodsBack;
import io.redress.shipment.ReturnFreight;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What an agent does in {@code agent-judges}: judge, ask a side once more, or offer the buyer solutions (PI-01, PI-06). Each call is one
 * element of a diagram, in that element's transaction; a judgement takes effect in it.
 */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Judgements implements FourEyes {

  static final String JUDGES = "agent-judges";
  static final String CHOOSES = "buyer-chooses-offer";
  private static final String CLAUSE = "PI-01";

  private final JudgementTable table;
  private final JudgementRules rules;
  private final Cases cases;
  private final CaseFlow flow;
  private final Timeline timeline;
  private final Orders orders;
  private final Categories categories;
  private final Refunds refunds;
  private final Vouchers vouchers;
  private final Accounts accounts;
  private final ReturnFreight freight;
  private final GoodsBack goods;
  private final Interventions interventions;
  private final Clock clock;

  Judgements(JudgementTable table, JudgementRules rules, Cases cases, CaseFlow flow, Timeline timeline, Orders orders, Categories categories,
      Refunds refunds, Vouchers vouchers, Accounts accounts, ReturnFreight freight, GoodsBack goods, Interventions interventions,
      Clock clock) {
    this.table = table;
    this.rules = rules;
    this.cases = cases;
    this.flow = flow;
    this.timeline = timeline;
    this.orders = orders;
    this.categories = categories;
    this.refunds = refunds;
    this.vouchers = vouchers;
    this.accounts = accounts;
    this.freight = freight;
    this.goods = goods;
    this.interventions = interventions;
    this.clock = clock;
  }

  /** The sides that are asked for evidence. */
  public record Heard(boolean buyer, boolean merchant) {}

  /** The platform begins to look into the case: whom it hears first. Upon an appeal that is the other side. */
  public Heard open(CaseId caseId, Actor by) {
    if (interventions.current(caseId).isEmpty()) {
      interventions.opened(caseId, Interventions.Kind.REQUESTED, by);
      timeline.add(caseId, Timeline.Kind.INTERVENED, by, CLAUSE, null, null, null, Map.of());
    }
    var appellant = isAppealed(caseId) ? by.kind() : null;
    return new Heard(appellant != Actor.Kind.BUYER, appellant != Actor.Kind.MERCHANT);
  }

  private boolean isAppealed(CaseId caseId) {
    return interventions.current(caseId).filter(current -> current.kind() == Interventions.Kind.APPEAL).isPresent();
  }

  /**
   * The agent asks a side once more (PI-09).
   *
   * @throws Refused that side was asked once more already
   */
  public Heard askOnceMore(CaseId caseId) {
    var next = answer(caseId).get("next").toString();
    if (saidBefore(caseId, next) > 1) {
      throw Refused.invalid("next", "PI-09", "This side was asked once more already. Judge on what is there.",
          "该方已被追加询问过，请根据现有材料判定。");
    }
    return new Heard(next.equals("ask-buyer"), next.equals("ask-merchant"));
  }

  /**
   * The agent offers the buyer solutions (PI-06).
   *
   * @throws Refused solutions were offered already, none is named, one is not possible for the order, or the voucher is too much
   */
  public void offer(CaseId caseId) {
    if (saidBefore(caseId, "offer") > 1) {
      throw Refused.invalid("next", "PI-06", "The buyer was offered solutions already. Judge with the answer in view.",
          "已向买家提供过方案，请结合其答复判定。");
    }
    var answer = answer(caseId);
    var offers = Offer.of(answer);
    if (offers.isEmpty()) {
      throw Refused.invalid("next", "PI-06", "Tick at least one solution that the buyer may choose.", "请至少勾选一个可供买家选择的方案。");
    }
    var order = orders.find(flow.find(caseId).orderId()).orElseThrow();
    offers.forEach(offer -> checkPossible(offer.type(), order, "next"));
    if (offers.contains(Offer.EXCHANGE_WITH_VOUCHER)) {
      var amount = Cny.parse(answer.get("offerVoucherAmount").toString());
      var most = rules.of(Liability.NONE.code(), Remedy.EXCHANGE.code()).voucherMost();
      if (!amount.isPositive() || amount.isGreaterThan(most)) {
        throw Refused.invalid("offerVoucherAmount", "PI-06", "More than 0 and at most " + Cny.text(most) + " CNY.",
            "必须大于 0，且最多 " + Cny.text(most) + " 元。");
      }
    }
  }

  /**
   * The buyer has chosen (PI-06); the agent judges with it in view.
   *
   * @throws Refused it was not offered
   */
  public void chosen(CaseId caseId) {
    var choice = timeline.lastAnswer(caseId, CHOOSES).orElseThrow().get("choice");
    if (Offer.of(answer(caseId)).stream().noneMatch(offer -> offer.code().equals(choice))) {
      throw Refused.invalid("choice", "PI-06", "This was not offered. Choose one of the solutions that the step shows.",
          "该方案未提供，请从页面所列方案中选择。");
    }
  }

  /** How often the agent has said so since the platform began to look into the case, this time included. */
  private long saidBefore(CaseId caseId, String next) {
    var since = interventions.current(caseId).map(Interventions.Intervention::openedAt).orElse(Instant.EPOCH);
    return timeline.of(caseId).stream().filter(entry -> entry.kind() == Timeline.Kind.STEP_COMPLETED && JUDGES.equals(entry.step())
        && !entry.at().isBefore(since) && next.equals(entry.details().get("next"))).count();
  }

  /**
   * What a judgement means for the flow.
   *
   * @param refundDue whether money is to be paid now
   * @param refundedBefore whether the buyer has had some in this case before
   * @param goodsGoBack goods that were sent in for repair go back, and go on doing so, because no refund takes their place (RP-14)
   */
  public record Judged(String remedy, boolean refundDue, boolean refundedBefore, boolean goodsGoBack) {}

  /**
   * Takes over what the agent judged. A voucher is issued at once; a refund is decided by the flow, which learns the remedy from here. Upon an
   * appeal only the difference is paid: what the buyer has received stays the buyer's, and what the merchant has borne of it without having
   * to, the platform makes good.
   *
   * @throws Refused by the names of the form's fields: liability and remedy do not go together, an amount is too much or missing, or the
   *     order cannot be remedied so; or, upon an appeal, the same agent has judged before
   */
  public Judged record(CaseId caseId, Actor agent) {
    var its = flow.find(caseId);
    check(caseId, JUDGES, agent.id());
    var order = orders.findForUpdate(its.orderId()).orElseThrow();
    var before = isAppealed(caseId) ? table.newest(caseId) : Optional.<Judgement>empty();
    var had = refunds.refunded(caseId);
    var judged = read(its, order, answer(caseId), had, before, agent);
    table.insert(judged);
    interventions.closed(caseId, Interventions.Outcome.JUDGED);
    var details = new LinkedHashMap<String, Object>();
    details.put("liability", judged.liability().code());
    if (judged.merchantShare() != null) {
      details.put("merchantShare", judged.merchantShare());
    }
    details.put("remedy", judged.remedy().code());
    if (judged.refund().isPositive()) {
      details.put("refundAmount", Cny.text(judged.refund()));
      details.put("payer", judged.refundPayer().code());
    }
    if (judged.voucher().isPositive()) {
      details.put("voucherAmount", Cny.text(judged.voucher()));
    }
    details.put("isFinal", judged.isFinal());
    timeline.add(caseId, Timeline.Kind.JUDGED, agent, judged.clause(), JUDGES, before.map(earlier -> earlier.remedy().code()).orElse(null),
        judged.remedy().code(), details);
    var voucherHad = before.map(Judgement::voucher).orElse(Cny.ZERO);
    if (judged.voucher().isGreaterThan(voucherHad)) {
      var kind = rules.of(judged.liability().code(), judged.remedy().code()).voucherKind();
      vouchers.issue(VoucherGrant.of(caseId, "judgement", judged.number(), kind, judged.voucher().minus(voucherHad), its.buyerId(), its.merchantId(),
          judged.voucherPayer(), judged.clause()));
    }
    before.ifPresent(earlier -> bookDifference(its, earlier, judged));
    return new Judged(judged.remedy().code(), judged.remedy() == Remedy.REFUND && judged.refund().isGreaterThan(had), had.isPositive(),
        isWithoutFlow(judged) && goods.wouldGoBack(caseId));
  }

  /**
   * Whatever the buyer has had stays; the merchant ends up with what it has to bear of it, and the platform with the rest. What was refunded
   * for a breach is no part of it: that was not judged (RP-20).
   */
  private void bookDifference(AfterSalesCase its, Judgement earlier, Judgement judged) {
    var ofFreight = freight.ofMerchant(its.caseId());
    var forBreach = flow.refundedForBreach(its.caseId());
    var price = refunds.of(its.caseId()).stream().filter(refund -> !forBreach.contains(refund.key())).toList();
    var had = sum(price.stream().filter(refund -> refund.state() == Refund.State.SUCCEEDED));
    var borne = paidByMerchant(price).plus(ofFreight.pays())
        .plus(earlier.voucherPayer() == Voucher.Payer.MERCHANT ? earlier.voucher() : Cny.ZERO);
    var bears = ofFreight.bears().plus(judged.refundPayer() == Refund.Payer.MERCHANT ? least(judged.refund(), had) : Cny.ZERO)
        .plus(judged.voucherPayer() == Voucher.Payer.MERCHANT ? least(judged.voucher(), earlier.voucher()) : Cny.ZERO);
    var platform = Account.compensation(its.buyerId());
    if (borne.isGreaterThan(bears)) {
      accounts.makeGood(Occasion.of(its.caseId(), "appeal-made-good", judged.number(), judged.clause()), its.merchantId(), borne.minus(bears), platform);
    } else if (bears.isGreaterThan(borne)) {
      accounts.take(Occasion.of(its.caseId(), "appeal-recourse", judged.number(), judged.clause()), its.merchantId(), bears.minus(borne), platform);
    }
  }

  /** Paid, or decided and about to be. */
  private static Money paidByMerchant(List<Refund> refunds) {
    return sum(refunds.stream().filter(refund -> refund.state() != Refund.State.CANCELLED && refund.payer() == Refund.Payer.MERCHANT));
  }

  private static Money sum(Stream<Refund> refunds) {
    return refunds.map(Refund::amount).reduce(Cny.ZERO, Money::plus);
  }

  private static Money least(Money one, Money other) {
    return one.isLessThan(other) ? one : other;
  }

  @Override
  @Transactional(propagation = Propagation.SUPPORTS)
  public void check(CaseId caseId, String step, String userId) {
    if (step.equals(JUDGES) && isAppealed(caseId) && table.newest(caseId).filter(earlier -> earlier.judgedBy().equals(userId)).isPresent()) {
      throw Refused.conflict("four-eyes", CLAUSE, "You have judged this case. An appeal is judged by somebody else: leave it to a colleague.");
    }
  }

  private Judgement read(AfterSalesCase its, Order order, Map<String, Object> answer, Money had, Optional<Judgement> before, Actor agent) {
    var liability = Liability.of(answer.get("liability").toString());
    var remedy = Remedy.of(answer.get("remedy").toString());
    var share = liability == Liability.BOTH ? Integer.valueOf(((Number) answer.get("merchantShare")).intValue()) : null;
    var effects = rules.of(liability.code(), remedy.code());
    if (!effects.isPossible()) {
      throw Refused.invalid("remedy", effects.clause(), effects.why());
    }
    if (remedy.flow().isPresent() && had.isPositive()) {
      throw Refused.invalid("remedy", CLAUSE, "The buyer has been refunded " + Cny.text(had)
          + " CNY in this case. Order a refund of what it should be in all, a compensation, or dismiss the appeal.",
          "本案已向买家退款 " + Cny.text(had) + " 元，请按应退总额判定退款、判定赔付，或驳回申诉。");
    }
    var wrong = new ArrayList<Refused.Field>();
    var refund = refund(remedy, share, order, answer, had, wrong);
    var voucher = voucher(effects, answer, givenBesides(its.caseId(), before), wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    remedy.flow().ifPresent(type -> checkPossible(type, order, "remedy"));
    return new Judgement(its.caseId(), table.newest(its.caseId()).map(Judgement::number).orElse(0) + 1, liability, share, remedy, refund,
        refund.isPositive() ? effects.refundPayer() : null, voucher, voucher.isPositive() ? effects.voucherPayer() : null,
        answer.get("explanation").toString(), effects.clause(), agent.id(), now(), before.isPresent());
  }

  private Money refund(Remedy remedy, Integer share, Order order, Map<String, Object> answer, Money had, List<Refused.Field> wrong) {
    if (!remedy.refunds()) {
      return Cny.ZERO;
    }
    var amount = Cny.parse(answer.get("refundAmount").toString());
    var left = refunds.refundable(order.orderId(), order.paidAmount()).plus(had);
    if (!amount.isPositive()) {
      wrong.add(new Refused.Field("refundAmount", "A refund must be above 0; to refund nothing, choose another remedy.",
          "退款金额必须大于 0；如不退款，请选择其他处理方式。", CLAUSE));
    } else if (amount.isGreaterThan(left)) {
      wrong.add(new Refused.Field("refundAmount", "At most " + Cny.text(left) + " CNY of this order can still be refunded.",
          "该订单最多还可退 " + Cny.text(left) + " 元。", "RO-12"));
    } else if (share != null && amount.isGreaterThan(part(left, share))) {
      wrong.add(new Refused.Field("refundAmount", "At most " + Cny.text(part(left, share)) + " CNY, the merchant's " + share + " % of the "
          + Cny.text(left) + " that are left; the buyer bears the rest.",
          "最多 " + Cny.text(part(left, share)) + " 元，即剩余 " + Cny.text(left) + " 元中商家承担的 " + share + "%，其余由买家承担。", CLAUSE));
    }
    return amount;
  }

  /** What vouchers were judged in the case, without the one that an appeal is about: it counts in the new one. */
  private Money givenBesides(CaseId caseId, Optional<Judgement> appealed) {
    var given = Cny.ZERO;
    var last = Cny.ZERO;
    for (var judged : table.of(caseId)) {
      given = given.plus(!judged.isFinal() ? judged.voucher() : judged.voucher().isGreaterThan(last) ? judged.voucher().minus(last) : Cny.ZERO);
      last = judged.voucher();
    }
    return given.minus(appealed.map(Judgement::voucher).orElse(Cny.ZERO));
  }

  private static Money voucher(Effects effects, Map<String, Object> answer, Money given, List<Refused.Field> wrong) {
    var amount = answer.get("voucherAmount") == null ? Cny.ZERO : Cny.parse(answer.get("voucherAmount").toString());
    if (amount.isPositive() && effects.voucherKind() == null) {
      wrong.add(new Refused.Field("voucherAmount", "No voucher goes with this liability and remedy. Leave it empty.",
          "此责任与处理方式不发放优惠券，请留空。", effects.clause()));
    } else if (amount.isPositive() && amount.plus(given).isGreaterThan(effects.voucherMost())) {
      wrong.add(new Refused.Field("voucherAmount", "At most " + Cny.text(effects.voucherMost()) + " CNY with this liability and remedy"
          + (given.isZero() ? "." : "; " + Cny.text(given) + " were given in this case before."),
          "此责任与处理方式最多 " + Cny.text(effects.voucherMost()) + " 元" + (given.isZero() ? "。" : "，本案此前已发放 " + Cny.text(given) + " 元。"),
          effects.clause()));
    } else if (effects.voucherNeeded() && !amount.isPositive()) {
      wrong.add(new Refused.Field("voucherAmount", "Say what the buyer is compensated with, above 0.",
          "请填写赔付买家的金额，必须大于 0。", effects.clause()));
    }
    return amount;
  }

  /** What goes back when the platform orders it: live animals, too (20.15), but no other special goods (GN-03). */
  private void checkPossible(CaseType type, Order order, String field) {
    if (type != CaseType.RETURN_REFUND) {
      try {
        cases.checkOffered(type, order);
      } catch (Refused notOffered) {
        throw Refused.invalid(field, notOffered.clause(),
            "There is no " + type.code() + " for the goods of order " + order.orderId() + ". Choose something else.",
            "订单 " + order.orderId() + " 的商品不支持 " + type.code() + "，请选择其他方式。");
      }
    } else if (!order.isShipped() || !categories.isReturnedIfOrdered(order.category())) {
      throw Refused.invalid(field, "GN-03", "Goods that were not shipped, and special goods, are not sent back. Refund without a return.",
          "未发货的商品和特殊商品无需退回，请选择仅退款。");
    }
  }

  private static Money part(Money of, int percent) {
    return Cny.fen(Cny.fen(of) * percent / 100);
  }

  /**
   * The case goes on in the flow that was ordered; the merchant has nothing to decide in it (RP-22, EX-13). What an appeal has not changed
   * goes on where it stood, and so do goods that are going back when nothing is ordered (RP-14).
   *
   * @throws Refused when a refund of the case has been decided meanwhile
   */
  public void handOver(CaseId caseId, Actor agent) {
    var judged = table.newest(caseId).orElseThrow(() -> new IllegalStateException("nothing was judged in case " + caseId));
    if (isWithoutFlow(judged)) {
      if (!flow.goOnWhereItStood(caseId, flow.find(caseId).type(), null, agent, judged.clause())) {
        throw new IllegalStateException("nothing stands still in case " + caseId);
      }
      return;
    }
    var type = judged.remedy().flow().orElseThrow(() -> new IllegalStateException("case " + caseId + " goes on in no other flow"));
    var amount = judged.refund().isPositive() ? judged.refund() : null;
    if (!isOrderedAgain(judged) || !flow.goOnWhereItStood(caseId, type, amount, agent, CaseFlow.BY_ORDER)) {
      flow.goOnAs(caseId, type.code(), "platform", amount, agent, CaseFlow.BY_ORDER);
    }
  }

  /** Nothing is to be paid back, and nothing to be done. */
  private static boolean isWithoutFlow(Judgement judged) {
    return judged.remedy() == Remedy.COMPENSATE || judged.remedy() == Remedy.DISMISS;
  }

  /** An appeal has changed nothing about what is to be done. */
  private boolean isOrderedAgain(Judgement judged) {
    return table.of(judged.caseId()).stream().anyMatch(earlier -> earlier.number() == judged.number() - 1 && earlier.remedy() == judged.remedy());
  }

  Map<String, Object> answer(CaseId caseId) {
    return timeline.lastAnswer(caseId, JUDGES).orElseThrow(() -> new IllegalStateException("nobody has judged case " + caseId));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
