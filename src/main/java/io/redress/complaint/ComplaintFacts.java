package io.redress.complaint;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.AfterSalesCase;
import io.redress.casefile.Cases;
import io.redress.casefile.OtherSteps;
import io.redress.casefile.Step;
import io.redress.order.Order;
import io.redress.order.Orders;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the desk sees that takes a step of a complaint: the order, what was said, what came before, and for what the merchant does not answer. */
@Component
class ComplaintFacts implements OtherSteps {

  /** The promises about which the desk is told beforehand; the buyer's subject may name another one. */
  private static final List<String> PROMISES = List.of("sf-shipping");

  private final ComplaintTable table;
  private final ComplaintRules rules;
  private final Orders orders;
  private final Cases cases;

  ComplaintFacts(ComplaintTable table, ComplaintRules rules, Orders orders, Cases cases) {
    this.table = table;
    this.rules = rules;
    this.orders = orders;
    this.cases = cases;
  }

  @Override
  public Map<String, About> of(Collection<Step> steps) {
    var complaints = table.findAll(steps.stream().map(Step::caseId).distinct().toList()).stream()
        .collect(Collectors.toMap(Complaint::complaintId, each -> each));
    var orderIds = complaints.values().stream().map(Complaint::orderId).distinct().toList();
    var bought = orders.findAll(orderIds).stream().collect(Collectors.toMap(Order::orderId, each -> each));
    var past = cases.aboutOrders(orderIds);
    var told = table.ofOrders(orderIds).stream().collect(Collectors.groupingBy(Complaint::orderId));
    var about = new HashMap<String, About>();
    for (var step : steps) {
      var complaint = complaints.get(step.caseId());
      if (complaint != null) {
        about.put(step.taskId(), new About(complaint.caseId(), facts(complaint, bought.get(complaint.orderId()),
            past.getOrDefault(complaint.orderId(), List.of()), told.getOrDefault(complaint.orderId(), List.of()))));
      }
    }
    return about;
  }

  private Map<String, Object> facts(Complaint complaint, Order order, List<AfterSalesCase> past, List<Complaint> told) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("orderId", order.orderId());
    facts.put("itemName", order.itemName());
    facts.put("paidAmount", Cny.text(order.paidAmount()));
    if (order.shippedAt() != null) {
      facts.put("shippedAt", order.shippedAt());
    }
    facts.put("merchantId", complaint.merchantId());
    facts.put("buyerId", complaint.buyerId());
    facts.put("subject", complaint.subject());
    facts.put("description", complaint.description());
    facts.put("openedAt", complaint.openedAt());
    facts.put("cases", past.stream().map(ComplaintFacts::line).toList());
    facts.put("otherComplaints", told.stream().filter(other -> !other.complaintId().equals(complaint.complaintId())).map(ComplaintFacts::line).toList());
    var cap = rules.cap(LiableParty.MERCHANT).of(order.paidAmount());
    var before = table.upheld(order.orderId());
    facts.put("mostAmount", Cny.text(cap.isGreaterThan(before) ? cap.minus(before) : Cny.ZERO));
    facts.put("exemptions", exemptions(complaint, order));
    facts.values().removeIf(value -> value instanceof List<?> list && list.isEmpty());
    return facts;
  }

  private List<Map<String, Object>> exemptions(Complaint complaint, Order order) {
    var promises = new LinkedHashSet<>(PROMISES);
    promises.add(complaint.subject());
    return promises.stream().flatMap(promise -> rules.exemption(promise, order).stream()
        .map(exemption -> Map.<String, Object>of("promise", promise, "clause", exemption.clause(), "text", exemption.text()))).toList();
  }

  private static Map<String, Object> line(AfterSalesCase its) {
    return line("caseId", its.caseId(), Map.of("type", its.type().code(), "status", its.status().code(), "openedAt", its.openedAt()));
  }

  private static Map<String, Object> line(Complaint its) {
    return line("complaintId", its.complaintId(), Map.of("subject", its.subject(), "status", its.status().code(), "openedAt", its.openedAt()));
  }

  private static Map<String, Object> line(String key, CaseId number, Map<String, Object> rest) {
    var line = new LinkedHashMap<String, Object>();
    line.put(key, number.value());
    line.putAll(rest);
    return line;
  }
}
