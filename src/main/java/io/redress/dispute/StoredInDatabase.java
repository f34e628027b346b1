package io.redress.dispute;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Files in pieces of half a megabyte: no more of one is in memory at a time. */
@Component
class StoredInDatabase implements EvidenceStore {

  static final int PIECE = 512 * 1024;

  private final JdbcClient jdbc;

  StoredInDatabase(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(String evidenceId, InputStream content) throws IOException {
    byte[] piece;
    for (int position = 0; (piece = content.readNBytes(PIECE)).length > 0; position++) {
      jdbc.sql("insert into evidence_piece (evidence_id, position, bytes) values (?, ?, ?)").params(evidenceId, position, piece).update();
    }
  }

  @Override
  public void keepPreview(String evidenceId, byte[] jpeg) {
    jdbc.sql("insert into evidence_preview (evidence_id, bytes) values (?, ?)").params(evidenceId, jpeg).update();
  }

  @Override
  public void copy(String evidenceId, OutputStream to) throws IOException {
    byte[] piece;
    for (int position = 0; (piece = piece(evidenceId, position)) != null; position++) {
      to.write(piece);
    }
  }

  @Override
  public Optional<byte[]> preview(String evidenceId) {
    return jdbc.sql("select bytes from evidence_preview where evidence_id = ?").param(evidenceId).query((row, n) -> row.getBytes("bytes")).optional();
  }

  private byte[] piece(String evidenceId, int position) {
    return jdbc.sql("select bytes from evidence_piece where evidence_id = ? and position = ?").params(evidenceId, position)
        .query((row, n) -> row.getBytes("bytes")).optional().orElse(null);
  }
}
