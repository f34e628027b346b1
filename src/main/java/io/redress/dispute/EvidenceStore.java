package io.redress.dispute;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Where the files of evidence are, byte for byte; another one could keep them outside the database. */
interface EvidenceStore {

  /** Keeps a file for good; called once for an id, in the transaction that writes down what it is. */
  void keep(String evidenceId, InputStream content) throws IOException;

  /** Writes a kept file as it came. */
  void copy(String evidenceId, OutputStream to) throws IOException;
}
