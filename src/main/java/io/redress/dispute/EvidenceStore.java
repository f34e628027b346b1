package io.redress.dispute;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** Where the files of evidence are, byte for byte, and their previews; another one could keep them outside the database. */
interface EvidenceStore {

  /** Keeps a file for good; called once for an id, in the transaction that writes down what it is. */
  void keep(String evidenceId, InputStream content) throws IOException;

  /** Keeps the preview of a file for good, a JPEG of at most {@link Previews#LARGEST} bytes; once at most, in the transaction of {@link #keep}. */
  void keepPreview(String evidenceId, byte[] jpeg);

  /** Writes a kept file as it came. */
  void copy(String evidenceId, OutputStream to) throws IOException;

  /** The preview that was kept. */
  Optional<byte[]> preview(String evidenceId);
}
