package io.redress.shipment;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.CaseType;
import io.redress.casefile.Timeline;
import io.redress.order.Orders;
import java.time.Clock;
import java.time.Instant;
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

/** Goods on their way back to the merchant: each call is one element of a diagram, in that element's transaction. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
public class Returns {

  /** {@link Refused#type()} when the merchant has not given an address for returned goods. */
  public static final String NO_RETURN_ADDRESS = "no-return-address";

  private static final List<String> LOOKED_AT_OR_SENT_ON =
      Stream.concat(GoodsBack.LOOKED_AT.stream(), Stream.of(GoodsBack.REPAIRS, GoodsBack.SHIPS_BACK)).toList();

  private final MerchantDirectory merchants;
  private final AgreedReturns agreed;
  private final Shipments shipments;
  private final Carriers carriers;
  private final FreightRules freight;
  private final CaseFlow flow;
  private final Timeline timeline;
  private final Orders orders;
  private final Clock clock;

  Returns(MerchantDirectory merchants, AgreedReturns agreed, Shipments shipments, Carriers carriers, FreightRules freight, CaseFlow flow,
      Timeline timeline, Orders orders, Clock clock) {
    this.merchants = merchants;
    this.agreed = agreed;
    this.shipments = shipments;
    this.carriers = carriers;
    this.freight = freight;
    this.flow = flow;
    this.timeline = timeline;
    this.orders = orders;
    this.clock = clock;
  }

  /**
   * Gives the case the address where the goods go: the one that the merchant chose when it agreed, else its default (ST-06). It stays as
   * it is now, whatever the merchant changes later. What the merchant promises in its settings becomes a commitment (RR-08).
   *
   * @throws Refused {@link #NO_RETURN_ADDRESS} when the merchant has no settings yet (ST-02), or the merchant names an address that it
   *     does not have; the transaction may go on, nothing has been changed
   */
  @Transactional(propagation = Propagation.MANDATORY, noRollbackFor = Refused.class)
  public void giveAddress(CaseId caseId, Actor actor) {
    var settings = merchants.of(flow.find(caseId).merchantId());
    if (!settings.isComplete()) {
      throw Refused.conflict(NO_RETURN_ADDRESS, "ST-02", "Merchant " + settings.merchantId()
          + " has not given a return address. The merchant fills in the after-sales settings first: a phone and a return address.");
    }
    var address = address(caseId, settings, actor);
    // the promise is about refunds and replacements; a repair has its own days
    var promisedHours = flow.find(caseId).type() == CaseType.REPAIR ? null : settings.promisedHours();
    agreed.keep(caseId, address, promisedHours);
    var details = new LinkedHashMap<String, Object>();
    details.put("street", address.street());
    details.put("receiver", address.receiver());
    details.put("phone", address.phone());
    timeline.add(caseId, Timeline.Kind.RETURN_ADDRESS_GIVEN, actor, "ST-06", null, null, null, details);
    if (promisedHours != null) {
      timeline.add(caseId, Timeline.Kind.COMMITMENT_MADE, actor, "RR-08", null, null, null, Map.of("hours", promisedHours));
    }
  }

  private ReturnAddress address(CaseId caseId, MerchantSettings settings, Actor actor) {
    var answer = timeline.lastAnswer(caseId, "merchant-decides-return").orElse(Map.of());
    var chosen = "agree".equals(answer.get("decision")) ? answer.get("returnAddressId") : null;
    if (chosen == null) {
      return settings.defaultAddress().orElseThrow();
    }
    return settings.address(chosen.toString().strip()).orElseGet(() -> {
      if (actor.kind() == Actor.Kind.MERCHANT) {
        throw Refused.invalid("returnAddressId", "ST-06", "You have no such return address. Choose one of your settings, or leave it empty"
            + " for the default.",
            "您没有该退货地址，请从店铺设置的地址中选择，或留空使用默认地址。");
      }
      // chosen in an earlier answer and deleted since: nobody who acts now could choose another
      return settings.defaultAddress().orElseThrow();
    });
  }

  /**
   * Takes in the parcel that the buyer named in {@code buyer-ships-return} (RR-05, RP-08) and the freight paid for it (RR-07).
   *
   * @return when the number was given; the merchant's time to check the goods starts then
   * @throws Refused naming every value that breaks a rule
   */
  public Instant sent(CaseId caseId, Actor actor) {
    var answer = timeline.lastAnswer(caseId, "buyer-ships-return").orElseThrow(() -> new IllegalStateException("no parcel of " + caseId));
    var wrong = new ArrayList<Refused.Field>();
    var clause = flow.find(caseId).type() == CaseType.REPAIR ? "RP-08" : "RR-05";
    var parcel = Parcel.read(carriers, Parcel.text(answer, "carrier"), Parcel.text(answer, "trackingNumber"), clause, wrong);
    var paid = freight(caseId, Parcel.text(answer, "freightPaid"), wrong);
    if (!wrong.isEmpty()) {
      throw Refused.invalid(wrong);
    }
    shipments.register(caseId, Direction.RETURN, parcel, null, paid, actor, clause);
    return clock.instant();
  }

  /**
   * When the buyer sent back the goods that the merchant has looked at since, or counts as having done (RP-09); empty while they are with the
   * buyer or on their way. Goods that have come back are not sent back again, whatever is agreed on afterwards (RR-03).
   */
  public Optional<Instant> cameBack(CaseId caseId) {
    var there = timeline.lastOf(caseId, LOOKED_AT_OR_SENT_ON).map(GoodsBack.LOOKED_AT::contains)
        .orElseGet(() -> timeline.of(caseId).stream().anyMatch(entry -> GoodsBack.REPAIRS.equals(entry.step())));
    return there ? shipments.returnSentAt(caseId) : Optional.empty();
  }

  /** When the buyer last sent the goods back, checked or not; empty when nothing was sent. */
  public Optional<Instant> sentBack(CaseId caseId) {
    return shipments.returnSentAt(caseId);
  }

  /** When the goods that the buyer sent back last reached the merchant, as their carrier says; empty when that is not known. */
  public Optional<Instant> arrivedAt(CaseId caseId) {
    return shipments.returnArrivedAt(caseId);
  }

  private Money freight(CaseId caseId, String text, List<Refused.Field> wrong) {
    if (text == null) {
      return Cny.ZERO;
    }
    try {
      var paid = Cny.parse(text);
      var order = orders.find(flow.find(caseId).orderId()).orElseThrow();
      var most = freight.tariff(order).implausibleAbove();
      if (paid.isGreaterThan(most)) {
        wrong.add(new Refused.Field("freightPaid", "No parcel of such goods costs more than " + Cny.text(most)
            + " CNY. Give what the carrier's receipt says.",
            "此类商品的运费不会超过 " + Cny.text(most) + " 元，请按快递凭证填写。", "RR-07"));
      }
      return paid;
    } catch (IllegalArgumentException e) {
      wrong.add(new Refused.Field("freightPaid", "Give what you paid in CNY, not negative, with at most two decimals, such as \"12.50\".",
          "请填写您支付的运费（元），不能为负，最多两位小数，例如 12.50。", "RR-07"));
      return null;
    }
  }

  /** The merchant has not handled the goods within the time that it promised: no right follows from it, but it is seen, once (RR-08). */
  public void commitmentBroken(CaseId caseId) {
    agreed.broken(caseId).ifPresent(promise ->
        timeline.add(caseId, Timeline.Kind.COMMITMENT_BROKEN, Actor.AUTOMATIC, "RR-08", null, null, null, Map.of(
            "hours", promise.promisedHours(), "since", promise.handleFrom().toString(), "dueAt", promise.handleBy().toString())));
  }
}
