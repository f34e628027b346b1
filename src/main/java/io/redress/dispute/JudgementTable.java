package io.redress.dispute;

import io.redress.CaseId;
import io.redress.Cny;
import io.redress.casefile.Rulings;
import io.redress.money.Refund;
import io.redress.money.Voucher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Keeps every judgement; knows SQL and no rule. */
@Repository
class JudgementTable implements Rulings {

  private final JdbcClient database;

  JudgementTable(JdbcClient database) {
    this.database = database;
  }

  void insert(Judgement judged) {
    database.sql("""
            insert into judgement (case_id, number, liability, merchant_share, remedy, refund_fen, refund_payer, voucher_fen, voucher_payer,
              explanation, clause, judged_by, judged_at, is_final)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(judged.caseId().value(), judged.number(), judged.liability().code(), judged.merchantShare(), judged.remedy().code(),
            Cny.fen(judged.refund()), judged.refundPayer() == null ? null : judged.refundPayer().code(), Cny.fen(judged.voucher()),
            judged.voucherPayer() == null ? null : judged.voucherPayer().code(), judged.explanation(), judged.clause(), judged.judgedBy(),
            judged.judgedAt().atOffset(ZoneOffset.UTC), judged.isFinal())
        .update();
  }

  /** Oldest first. */
  List<Judgement> of(CaseId caseId) {
    return database.sql("select * from judgement where case_id = ? order by number").param(caseId.value()).query(JudgementTable::read).list();
  }

  Optional<Judgement> newest(CaseId caseId) {
    return database.sql("select * from judgement where case_id = ? order by number desc fetch first 1 row only").param(caseId.value())
        .query(JudgementTable::read).optional();
  }

  /** The newest of each of these cases; a case without one is not in the answer. */
  Map<CaseId, Judgement> newest(Collection<CaseId> cases) {
    var found = new HashMap<CaseId, Judgement>();
    if (!cases.isEmpty()) {
      database.sql("select * from judgement where case_id in (:cases) order by number").param("cases", cases.stream().map(CaseId::value).toList())
          .query(JudgementTable::read).list().forEach(judged -> found.put(judged.caseId(), judged));
    }
    return found;
  }

  @Override
  public Optional<Ruling> last(CaseId caseId) {
    return newest(caseId).map(judged -> new Ruling(judged.liability().code(), judged.merchantShare(),
        judged.remedy() == Remedy.REFUND ? Optional.of(judged.refund()) : Optional.empty(), judged.refundPayer()));
  }

  private static Judgement read(ResultSet row, int n) throws SQLException {
    var refundPayer = row.getString("refund_payer");
    var voucherPayer = row.getString("voucher_payer");
    return new Judgement(CaseId.of(row.getString("case_id")), row.getInt("number"), Liability.of(row.getString("liability")),
        row.getObject("merchant_share", Integer.class), Remedy.of(row.getString("remedy")), Cny.fen(row.getLong("refund_fen")),
        refundPayer == null ? null : Refund.Payer.of(refundPayer), Cny.fen(row.getLong("voucher_fen")),
        voucherPayer == null ? null : Voucher.Payer.of(voucherPayer), row.getString("explanation"), row.getString("clause"),
        row.getString("judged_by"), row.getObject("judged_at", OffsetDateTime.class).toInstant(), row.getBoolean("is_final"));
  }
}
