package io.redress.dispute;

import io.redress.CaseId;
import io.redress.FileType;
import io.redress.Refused;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The evidence of the cases. What was put forward stays as it came: nobody changes or deletes it. Each side sees its own files, agents see
 * all; whoever may not see a file gets the same answer as for one that does not exist. The other side sees what was put forward until a
 * round of evidence closed, and the buyer what {@link EvidenceSharing} names.
 */
@Service
public class CaseEvidence {

  /** In bytes. */
  public static final long LARGEST = 20L * 1024 * 1024;
  public static final int MOST_FILES = 20;

  private static final int LONGEST_NAME = 200;

  private final Cases cases;
  private final EvidenceTable table;
  private final EvidenceStore store;
  private final Previews previews;
  private final RoundTable rounds;
  private final EvidenceGate gate;
  private final CaseFlow flow;
  private final List<EvidenceSharing> shared;
  private final Clock clock;
  private final long mostPixels;
  private final TransactionTemplate transaction;

  CaseEvidence(Cases cases, EvidenceTable table, EvidenceStore store, Previews previews, RoundTable rounds, EvidenceGate gate, CaseFlow flow,
      List<EvidenceSharing> shared, Clock clock, @Value("${redress.evidence.most-pixels}") long mostPixels, PlatformTransactionManager transactions) {
    this.cases = cases;
    this.table = table;
    this.store = store;
    this.previews = previews;
    this.rounds = rounds;
    this.gate = gate;
    this.flow = flow;
    this.shared = shared;
    this.clock = clock;
    this.mostPixels = mostPixels;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * Puts a file forward, with a preview if it is a picture of which one can be made. The same file once more, from the same side, is the
   * first one again.
   *
   * @param fileName as the sender calls it, or null; says nothing about what the file is
   * @param content read twice
   * @throws Refused the case is not the viewer's, the file is empty, too large or of no kind that is taken, the side has enough of them, or
   *     nothing is taken of it now
   */
  public Evidence add(CaseId caseId, String fileName, InputStreamSource content, Viewer from) {
    var actor = from.actor();
    gate.check(cases.find(caseId, from), actor.kind());
    var read = described(caseId, fileName, content, actor);
    var same = same(read);
    if (same.isPresent()) {
      return same.get();
    }
    var preview = hidesLocation(read.type()) ? preview(read, content) : Optional.<byte[]>empty();
    var evidence = preview.isPresent() ? read.withPreview() : read;
    return transaction.execute(status -> {
      // rounds close and other files come one at a time; while this one was read, the round may have closed
      flow.lock(caseId);
      gate.check(cases.find(caseId, from), actor.kind());
      return kept(evidence.at(clock.instant().truncatedTo(ChronoUnit.MICROS)), content, preview);
    });
  }

  /** What is refused or kept already costs no look into it: asked before the file is decoded, and once more when the case is locked. */
  private Optional<Evidence> same(Evidence evidence) {
    var same = table.same(evidence.caseId(), evidence.side(), evidence.sha256());
    if (same.isEmpty() && table.count(evidence.caseId(), evidence.side()) >= MOST_FILES) {
      throw Refused.conflict("enough-evidence", null, "There are " + MOST_FILES + " files of yours in case " + evidence.caseId()
          + ", which is as many as are taken. Describe the rest in your statement.");
    }
    return same;
  }

  private Evidence kept(Evidence evidence, InputStreamSource content, Optional<byte[]> preview) {
    var same = same(evidence);
    if (same.isPresent()) {
      return same.get();
    }
    table.insert(evidence, table.count(evidence.caseId(), evidence.side()) + 1);
    try (var bytes = content.getInputStream()) {
      store.keep(evidence.evidenceId(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    preview.ifPresent(jpeg -> store.keepPreview(evidence.evidenceId(), jpeg));
    return evidence;
  }

  private Evidence described(CaseId caseId, String fileName, InputStreamSource content, Actor actor) {
    try (var bytes = content.getInputStream()) {
      var beginning = bytes.readNBytes(FileType.BEGINNING);
      if (beginning.length == 0) {
        throw Refused.invalid("file", null, "The file is empty. Choose it again.", "文件为空，请重新选择。");
      }
      var digest = MessageDigest.getInstance("SHA-256");
      long size = digested(new SequenceInputStream(new ByteArrayInputStream(beginning), bytes), digest);
      var type = FileType.of(beginning).orElseThrow(() -> Refused.invalid("file", null,
          "The file is none of JPEG, PNG, WebP, HEIC, MP4, MOV and PDF, whatever it is called. Send a picture, a video or a PDF.",
          "文件实际不是 JPEG、PNG、WebP、HEIC、MP4、MOV 或 PDF，请上传图片、视频或 PDF。"));
      return new Evidence(UUID.randomUUID().toString(), caseId, actor.kind(), actor.id(), actor.actingUser(), name(fileName, type), type, size,
          HexFormat.of().formatHex(digest.digest()), clock.instant().truncatedTo(ChronoUnit.MICROS), false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Made of what others will read, before the transaction: a large picture takes its time. */
  private Optional<byte[]> preview(Evidence evidence, InputStreamSource content) {
    return previews.of(evidence.evidenceId(), evidence.type(), checkedBuilt(evidence.type(), content));
  }

  /** Looked at before it is kept: whoever sends it can still send another one, and the other side will not wait for one that nobody may show. */
  private BareFile checkedBuilt(FileType type, InputStreamSource content) {
    var bare = BareFile.of(type, read(content)).orElseThrow(() -> Refused.invalid("file", null,
        "The file is damaged, or built in a way that we do not know. Open it, save it again as "
            + (type.isPicture() ? "JPEG or PNG" : "MP4") + ", and send that.",
        "文件已损坏或格式无法识别，请打开后另存为 " + (type.isPicture() ? "JPEG 或 PNG" : "MP4") + " 再上传。"));
    if (bare.width() * (double) bare.height() > mostPixels) {
      throw Refused.invalid("file", null, "The picture is " + bare.width() + " x " + bare.height() + " pixels large; at most "
          + mostPixels / 1_000_000 + " million pixels are taken. Send a smaller one.",
          "图片为 " + bare.width() + " x " + bare.height() + " 像素，最多支持 " + mostPixels / 1_000_000 + " 百万像素，请上传较小的图片。");
    }
    return bare;
  }

  private static byte[] read(InputStreamSource content) {
    try (var bytes = content.getInputStream()) {
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hidesLocation(FileType type) {
    return type != FileType.PDF;
  }

  private static long digested(InputStream bytes, MessageDigest digest) throws IOException {
    var buffer = new byte[64 * 1024];
    long size = 0;
    for (int n; (n = bytes.read(buffer)) >= 0; ) {
      digest.update(buffer, 0, n);
      size += n;
      if (size > LARGEST) {
        throw Refused.invalid("file", null, "At most " + LARGEST / 1024 / 1024 + " MB a file. Send a smaller picture or a shorter video.",
            "每个文件最大 " + LARGEST / 1024 / 1024 + " MB，请上传较小的图片或较短的视频。");
      }
    }
    return size;
  }

  /** What people read of a name: its last part, without what does not show or turns the writing round. */
  private static String name(String given, FileType type) {
    var name = given == null ? "" : given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1).replaceAll("\\p{C}", "").strip();
    if (name.isEmpty()) {
      return "file." + type.extension();
    }
    return name.length() <= LONGEST_NAME ? name : name.substring(0, Character.isHighSurrogate(name.charAt(LONGEST_NAME - 1)) ? LONGEST_NAME - 1 : LONGEST_NAME);
  }

  /** What this viewer sees of a case's evidence, oldest first. */
  public List<Evidence> of(CaseId caseId, Viewer viewer) {
    cases.find(caseId, viewer);
    var given = shown(caseId, viewer);
    return table.ofCases(List.of(caseId)).stream().filter(given::includes).toList();
  }

  /** @throws Refused there is none that this viewer may see */
  public Evidence find(CaseId caseId, String evidenceId, Viewer viewer) {
    cases.find(caseId, viewer);
    return table.find(caseId, evidenceId).filter(shown(caseId, viewer)::includes)
        .orElseThrow(() -> Refused.notFound("evidence", evidenceId));
  }

  /**
   * The small picture of a file, in JPEG and without anything else of it.
   *
   * @throws Refused there is none, or no file that this viewer may see
   */
  public byte[] preview(CaseId caseId, String evidenceId, Viewer viewer) {
    return Optional.of(find(caseId, evidenceId, viewer)).filter(Evidence::hasPreview).flatMap(file -> store.preview(file.evidenceId()))
        .orElseThrow(() -> Refused.notFound("preview", evidenceId));
  }

  /** A file that this side put forward in the case. */
  public Optional<Evidence> ofSide(CaseId caseId, String evidenceId, Actor.Kind side) {
    return table.find(caseId, evidenceId).filter(evidence -> evidence.side() == side);
  }

  /** What this side put forward in each of these cases, oldest first; a case without any is not in the answer. */
  public Map<CaseId, List<Evidence>> ofSide(Collection<CaseId> cases, Actor.Kind side) {
    return table.ofSide(cases, side).stream().collect(Collectors.groupingBy(Evidence::caseId));
  }

  /** Whether this viewer downloads the file as it came, and not without where it was taken. */
  public boolean isUnchangedFor(Viewer viewer, Evidence evidence) {
    return viewer.actor().kind() == evidence.side() || !hidesLocation(evidence.type());
  }

  /**
   * A picture or video as others than its side see it: without where, when and with what it was taken ({@link BareFile}). The file that is kept,
   * its size and its SHA-256 stay those of the one that came.
   *
   * @throws Refused the file is one of which nobody can say what is in it
   */
  public byte[] withoutLocation(Evidence evidence) {
    return BareFile.of(evidence.type(), content(evidence)).map(BareFile::bytes).orElseThrow(() -> Refused.conflict("location-not-removed", null,
        "The file may tell where it was taken, and that cannot be removed. Ask the " + evidence.side().code() + " for a JPEG or PNG of it."));
  }

  /** Writes a file as it came. */
  public void copy(Evidence evidence, OutputStream to) throws IOException {
    store.copy(evidence.evidenceId(), to);
  }

  /** A file as it came, at most {@link #LARGEST} bytes. */
  public byte[] content(Evidence evidence) {
    var bytes = new ByteArrayOutputStream((int) evidence.size());
    try {
      store.copy(evidence.evidenceId(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private Shown shown(CaseId caseId, Viewer viewer) {
    return viewer.kind() == Viewer.Kind.STAFF ? new Shown(viewer, Set.of(), Instant.MAX) : new Shown(viewer,
        viewer.kind() == Viewer.Kind.BUYER ? shared.stream().flatMap(rule -> rule.withBuyer(caseId).stream()).collect(Collectors.toSet()) : Set.of(),
        rounds.lastClosing(caseId).orElse(Instant.MIN));
  }

  /** What a viewer may see: of the other side what was put forward until then. Agents' files stay with the staff. */
  private record Shown(Viewer viewer, Set<String> shared, Instant until) {

    boolean includes(Evidence evidence) {
      return viewer.kind() == Viewer.Kind.STAFF || viewer.actor().kind() == evidence.side() || shared.contains(evidence.evidenceId())
          || evidence.side() != Actor.Kind.AGENT && !evidence.uploadedAt().isAfter(until);
    }
  }
}
