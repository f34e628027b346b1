package io.redress.casefile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.CaseId;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What happened to a case, or to a complaint, for good: entries are added in the transaction of what they tell of, and never changed. */
@Component
public class Timeline {

  /** What an entry tells of. */
  public enum Kind {
    OPENED, STATUS_CHANGED, STEP_OPENED, STEP_COMPLETED, DEADLINE_PASSED, DEADLINE_MOVED, REMINDED, ESCALATED,
    RESUBMITTED, INFORMATION_REQUESTED, INTERCEPTION_REQUESTED, WITHDRAWN, PROPOSED, HANDED_OVER,
    RETURN_ADDRESS_GIVEN, SHIPMENT_REGISTERED, SHIPMENT_EVENT, COMMITMENT_MADE, COMMITMENT_BROKEN,
    REFUND_DECIDED, REFUND_SENT, REFUND_SUCCEEDED, REFUND_FAILED, REFUND_CANCELLED, REFUND_STUCK,
    FREIGHT_DECIDED, FREIGHT_SENT, FREIGHT_SUCCEEDED, FREIGHT_FAILED, FREIGHT_CANCELLED, FREIGHT_STUCK, FREIGHT_NOT_REIMBURSED,
    COMPLAINT_OPENED, COMPENSATION_DECIDED, COMPENSATION_SENT, COMPENSATION_SUCCEEDED, COMPENSATION_FAILED, COMPENSATION_STUCK, DEPOSIT_CHARGED,
    VOUCHER_ISSUED, BREACH_OPENED, BREACH_DECIDED,
    REPORT_CHECKED, REPORT_REVIEWED,
    INTERVENED, STEPPED_IN, HANDED_BACK, JUDGED, APPEALED;

    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    static Kind of(String code) {
      return valueOf(code.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
    }
  }

  /**
   * @param clause the rule, or null
   * @param step the human step it is about, or null
   * @param details what else a reader wants to know; never null
   */
  public record Entry(Instant at, Kind kind, Actor actor, String clause, String step, String before, String after,
      Map<String, Object> details) {

    /** That it happened, without what was said. */
    public Entry untold() {
      return new Entry(at, kind, actor, clause, step, before, after, Map.of());
    }
  }

  /** The name under which the last words hold a merchant's newest rejection, in whichever step it was. */
  static final String REJECTION = "rejection";

  private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  Timeline(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  /** Adds an entry that tells of something happening now. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void add(CaseId caseId, Kind kind, Actor actor, String clause, String step, String before, String after,
      Map<String, ?> details) {
    jdbc.sql("""
        insert into timeline_entry (case_id, at, kind, actor_kind, actor_id, acting_user, clause, step, before_value, after_value, details)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(caseId.value(), clock.instant().atOffset(ZoneOffset.UTC), kind.code(),
            actor.kind().name().toLowerCase(java.util.Locale.ROOT), actor.id(), actor.actingUser(), clause, step, before, after,
            details.isEmpty() ? null : written(details))
        .update();
  }

  /** Oldest first. */
  public List<Entry> of(CaseId caseId) {
    return jdbc.sql("select * from timeline_entry where case_id = ? order by entry_id").param(caseId.value())
        .query((row, n) -> new Entry(
            row.getObject("at", OffsetDateTime.class).toInstant(),
            Kind.of(row.getString("kind")),
            new Actor(Actor.Kind.valueOf(row.getString("actor_kind").toUpperCase(java.util.Locale.ROOT)), row.getString("actor_id"),
                row.getString("acting_user")),
            row.getString("clause"), row.getString("step"), row.getString("before_value"), row.getString("after_value"),
            read(row.getString("details"))))
        .list();
  }

  /** What kind of request the case began as. */
  public CaseType openedAs(CaseId caseId) {
    return jdbc.sql("select details from timeline_entry where case_id = ? and kind = ?").params(caseId.value(), Kind.OPENED.code())
        .query((row, n) -> CaseType.of(read(row.getString("details")).get("type").toString()).orElseThrow()).single();
  }

  /** What was last answered in a human step. */
  public Optional<Map<String, Object>> lastAnswer(CaseId caseId, String step) {
    return jdbc.sql("""
        select details from timeline_entry where case_id = ? and step = ? and kind = ? order by entry_id desc fetch first 1 rows only""")
        .params(caseId.value(), step, Kind.STEP_COMPLETED.code())
        .query((row, n) -> read(row.getString("details"))).optional();
  }

  /** Which of these human steps was answered last; empty when none was. */
  public Optional<String> lastOf(CaseId caseId, Collection<String> steps) {
    return jdbc.sql("""
        select step from timeline_entry where case_id = :case and step in (:steps) and kind = :kind order by entry_id desc fetch first 1 rows only""")
        .param("case", caseId.value()).param("steps", steps).param("kind", Kind.STEP_COMPLETED.code()).query(String.class).optional();
  }

  /** What was last answered in a human step of each of these cases; a case in which it was not taken is not in the answer. */
  public Map<CaseId, Map<String, Object>> lastAnswers(Collection<CaseId> cases, String step) {
    var answers = new HashMap<CaseId, Map<String, Object>>();
    if (!cases.isEmpty()) {
      jdbc.sql("select case_id, details from timeline_entry where case_id in (:cases) and step = :step and kind = :kind order by entry_id")
          .param("cases", cases.stream().map(CaseId::value).toList()).param("step", step).param("kind", Kind.STEP_COMPLETED.code())
          .query(row -> {
            answers.put(CaseId.of(row.getString("case_id")), read(row.getString("details")));
          });
    }
    return answers;
  }

  /** All that was answered in a human step of each of these cases, oldest first; a case in which it was not taken is not in the answer. */
  public Map<CaseId, List<Map<String, Object>>> answers(Collection<CaseId> cases, String step) {
    var answers = new HashMap<CaseId, List<Map<String, Object>>>();
    if (!cases.isEmpty()) {
      jdbc.sql("select case_id, details from timeline_entry where case_id in (:cases) and step = :step and kind = :kind order by entry_id")
          .param("cases", cases.stream().map(CaseId::value).toList()).param("step", step).param("kind", Kind.STEP_COMPLETED.code())
          .query(row -> {
            answers.computeIfAbsent(CaseId.of(row.getString("case_id")), none -> new ArrayList<>()).add(read(row.getString("details")));
          });
    }
    return answers;
  }

  /** What was last answered and asked in each of these cases: the details of the newest entry by case, then by step or kind, or {@link #REJECTION}. */
  Map<CaseId, Map<String, Map<String, Object>>> lastWords(Collection<CaseId> cases) {
    var words = new HashMap<CaseId, Map<String, Map<String, Object>>>();
    if (!cases.isEmpty()) {
      jdbc.sql("select case_id, kind, step, details from timeline_entry where case_id in (:cases) and kind in (:kinds) order by entry_id")
          .param("cases", cases.stream().map(CaseId::value).toList())
          .param("kinds", List.of(Kind.STEP_COMPLETED.code(), Kind.INFORMATION_REQUESTED.code(), Kind.INTERCEPTION_REQUESTED.code()))
          .query(row -> {
            var step = row.getString("step");
            var details = read(row.getString("details"));
            var its = words.computeIfAbsent(CaseId.of(row.getString("case_id")), none -> new HashMap<>());
            its.put(step == null ? row.getString("kind") : step, details);
            if (details.containsKey("rejectReason")) {
              its.put(REJECTION, details);
            }
          });
    }
    return words;
  }

  private String written(Map<String, ?> details) {
    try {
      return json.writeValueAsString(details);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a timeline entry's details must be plain values", e);
    }
  }

  private Map<String, Object> read(String details) {
    try {
      return details == null ? Map.of() : json.readValue(details, DETAILS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a timeline entry's details cannot be read", e);
    }
  }
}
