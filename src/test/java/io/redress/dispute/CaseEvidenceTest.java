package io.redress.dispute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.redress.CaseId;
import io.redress.FileType;
import io.redress.Files;
import io.redress.Refused;
import io.redress.TestDatabase;
import io.redress.casefile.Actor;
import io.redress.casefile.CaseFlow;
import io.redress.casefile.Cases;
import io.redress.casefile.Viewer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class CaseEvidenceTest {

  private static final DataSource DATABASE = TestDatabase.migrated();
  private static final Instant NOW = Instant.parse("2026-11-20T04:00:00Z");
  private static final Viewer BUYER = Viewer.buyer("buyer1", null);
  private static final Viewer MERCHANT = Viewer.merchant("4711", "m4711");
  private static final Viewer AGENT = Viewer.staff("agent1", Set.of("agent"));
  private static final Viewer STRANGER = Viewer.buyer("buyer2", null);

  private final JdbcClient jdbc = JdbcClient.create(DATABASE);
  private final Cases cases = mock();
  private final EvidenceGate gate = mock();
  private final CaseFlow flow = mock();
  private final CaseId caseId = CaseId.of("c-" + UUID.randomUUID().toString().substring(0, 20));
  private final CaseEvidence evidence = new CaseEvidence(cases, new EvidenceTable(jdbc), new StoredInDatabase(jdbc), new Previews(20_000_000),
      new RoundTable(jdbc), gate, flow, List.of(this::shared), Clock.fixed(NOW, ZoneOffset.UTC), 20_000_000, new JdbcTransactionManager(DATABASE));
  private final Set<String> given = new HashSet<>();

  @BeforeEach
  void a_case_of_buyer1_and_4711() {
    when(cases.find(any(), eq(STRANGER))).thenThrow(Refused.notFound("case", caseId.value()));
  }

  @Test
  void a_file_comes_back_byte_for_byte_with_who_and_when() throws IOException {
    var bytes = large(Files.jpeg(), StoredInDatabase.PIECE * 3 + 17);
    var added = evidence.add(caseId, "photo.jpg", new ByteArrayResource(bytes), Viewer.buyer("buyer1", "shop"));
    assertThat(added).isEqualTo(evidence.find(caseId, added.evidenceId(), BUYER));
    assertThat(added.side()).isEqualTo(Actor.Kind.BUYER);
    assertThat(added.uploadedBy()).isEqualTo("buyer1");
    assertThat(added.actingUser()).isEqualTo("shop");
    assertThat(added.uploadedAt()).isEqualTo(NOW);
    assertThat(added.size()).isEqualTo(bytes.length);
    var copy = new ByteArrayOutputStream();
    evidence.copy(added, copy);
    assertThat(copy.toByteArray()).isEqualTo(bytes);
    assertThat(evidence.content(added)).isEqualTo(bytes);
  }

  @Test
  void the_sum_is_that_of_the_file() {
    assertThat(add(BUYER, Files.text("%PDF-1.7\n")).sha256()).isEqualTo("0716f9264c9fe19f5d7455276107f3ddcc1d3497f63d60689a73558ae8a1bf5e");
  }

  @Test
  void each_side_sees_its_own_and_agents_see_all() {
    var buyers = add(BUYER, Files.jpeg());
    var merchants = add(MERCHANT, Files.png());
    var agents = add(AGENT, Files.pdf());
    assertThat(evidence.of(caseId, BUYER)).containsExactly(buyers);
    assertThat(evidence.of(caseId, MERCHANT)).containsExactly(merchants);
    assertThat(evidence.of(caseId, AGENT)).containsExactlyInAnyOrder(buyers, merchants, agents);
    assertThat(evidence.find(caseId, buyers.evidenceId(), AGENT)).isEqualTo(buyers);
    for (var unseen : new Evidence[] {buyers, agents}) {
      assertThat(kind(() -> evidence.find(caseId, unseen.evidenceId(), MERCHANT))).isEqualTo(Refused.Kind.NOT_FOUND);
    }
    assertThat(evidence.ofSide(caseId, buyers.evidenceId(), Actor.Kind.MERCHANT)).isEmpty();
    assertThat(evidence.ofSide(caseId, merchants.evidenceId(), Actor.Kind.MERCHANT)).contains(merchants);
  }

  @Test
  void what_another_room_shares_is_the_buyers_to_read_too() {
    var report = add(MERCHANT, Files.pdf());
    var photo = add(MERCHANT, Files.png());
    given.add(report.evidenceId());
    assertThat(evidence.of(caseId, BUYER)).containsExactly(report);
    assertThat(evidence.find(caseId, report.evidenceId(), BUYER)).isEqualTo(report);
    assertThat(kind(() -> evidence.find(caseId, photo.evidenceId(), BUYER))).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(kind(() -> evidence.find(caseId, report.evidenceId(), STRANGER))).isEqualTo(Refused.Kind.NOT_FOUND);
  }

  @Test
  void nothing_of_the_buyers_is_shared_with_the_merchant() {
    var photo = add(BUYER, Files.png());
    given.add(photo.evidenceId());
    assertThat(evidence.of(caseId, MERCHANT)).isEmpty();
  }

  @Test
  void the_files_of_a_side_are_found_for_many_cases_at_once() {
    var another = CaseId.of("d-" + UUID.randomUUID().toString().substring(0, 20));
    add(BUYER, Files.jpeg());
    var mine = add(MERCHANT, Files.pdf());
    var others = evidence.add(another, "file", new ByteArrayResource(Files.png()), MERCHANT);
    assertThat(evidence.ofSide(List.of(caseId, another, CaseId.of("none")), Actor.Kind.MERCHANT))
        .isEqualTo(Map.of(caseId, List.of(mine), another, List.of(others)));
    assertThat(evidence.ofSide(List.of(), Actor.Kind.MERCHANT)).isEmpty();
  }

  @Test
  void somebody_elses_case_has_no_evidence_and_takes_none() {
    var buyers = add(BUYER, Files.jpeg());
    assertThat(kind(() -> add(STRANGER, Files.jpeg()))).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(kind(() -> evidence.of(caseId, STRANGER))).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(kind(() -> evidence.find(caseId, buyers.evidenceId(), STRANGER))).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(kind(() -> evidence.find(CaseId.of("another"), buyers.evidenceId(), BUYER))).as("another case of the same buyer").isEqualTo(Refused.Kind.NOT_FOUND);
  }

  @Test
  void a_program_called_photo_and_a_drawing_with_a_script_are_refused() {
    for (var bad : new byte[][] {Files.program(), Files.text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"), new byte[0]}) {
      var refused = catchThrowableOfType(Refused.class, () -> evidence.add(caseId, "photo.jpg", new ByteArrayResource(bad), BUYER));
      assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
      assertThat(refused.fields()).extracting(Refused.Field::field).containsExactly("file");
    }
    assertThat(evidence.of(caseId, BUYER)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC"})
  void a_picture_that_declares_too_many_pixels_is_refused_without_being_decoded(FileType type) {
    assertThat(add(BUYER, Snapshots.bomb(type, 4_000)).type()).isEqualTo(type);
    var refused = catchThrowableOfType(Refused.class, () -> add(BUYER, Snapshots.bomb(type, 50_000)));
    assertThat(refused.kind()).isEqualTo(Refused.Kind.INVALID);
    assertThat(refused).hasMessageContaining("50000 x 50000");
    assertThat(catchThrowableOfType(Refused.class, () -> add(BUYER, Snapshots.bomb(type, 5_000))).kind()).isEqualTo(Refused.Kind.INVALID);
    assertThat(evidence.of(caseId, BUYER)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "MP4", "QUICKTIME"})
  void what_is_damaged_is_refused_while_its_sender_can_still_send_another(FileType type) {
    var bytes = Snapshots.of(type);
    var refused = catchThrowableOfType(Refused.class, () -> add(BUYER, Arrays.copyOf(bytes, Math.max(bytes.length / 4, 32))));
    assertThat(refused.fields()).extracting(Refused.Field::field).containsExactly("file");
    assertThat(evidence.of(caseId, BUYER)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"JPEG", "PNG", "WEBP", "HEIC", "MP4", "QUICKTIME"})
  void only_its_own_side_reads_where_something_was_taken_and_what_is_kept_stays_as_it_came(FileType type) {
    var bytes = Snapshots.of(type);
    var photo = add(BUYER, bytes);
    assertThat(evidence.isUnchangedFor(BUYER, photo)).isTrue();
    assertThat(evidence.isUnchangedFor(MERCHANT, photo)).isFalse();
    assertThat(evidence.isUnchangedFor(AGENT, photo)).isFalse();
    assertThat(new String(evidence.withoutLocation(photo), StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE);
    assertThat(evidence.content(photo)).isEqualTo(bytes);
    assertThat(evidence.find(caseId, photo.evidenceId(), AGENT).sha256()).isEqualTo(photo.sha256());
    assertThat(evidence.isUnchangedFor(AGENT, add(BUYER, Files.pdf()))).isTrue();
  }

  @Test
  void what_nobody_can_look_into_is_not_shown_to_others() {
    var kept = new Evidence("none", caseId, Actor.Kind.MERCHANT, "m4711", null, "x.heic", FileType.HEIC, 3, "00", NOW, false);
    var refused = catchThrowableOfType(Refused.class, () -> evidence.withoutLocation(kept));
    assertThat(refused.kind()).isEqualTo(Refused.Kind.CONFLICT);
    assertThat(refused.type()).isEqualTo("location-not-removed");
  }

  @Test
  void a_picture_has_a_preview_for_whoever_may_see_the_file_and_for_nobody_else() {
    var photo = add(BUYER, Snapshots.of(FileType.JPEG));
    assertThat(photo.hasPreview()).isTrue();
    assertThat(evidence.of(caseId, AGENT)).containsExactly(photo);
    var preview = evidence.preview(caseId, photo.evidenceId(), BUYER);
    assertThat(FileType.of(preview)).contains(FileType.JPEG);
    assertThat(evidence.preview(caseId, photo.evidenceId(), AGENT)).isEqualTo(preview);
    assertThat(new String(preview, StandardCharsets.ISO_8859_1)).doesNotContain(Snapshots.PLACE);
    for (var other : List.of(MERCHANT, STRANGER)) {
      assertThat(kind(() -> evidence.preview(caseId, photo.evidenceId(), other))).isEqualTo(Refused.Kind.NOT_FOUND);
    }
    assertThat(kind(() -> evidence.preview(CaseId.of("another"), photo.evidenceId(), BUYER))).isEqualTo(Refused.Kind.NOT_FOUND);
    assertThat(add(BUYER, Snapshots.of(FileType.JPEG))).as("the same once more").isEqualTo(photo);
    var shown = add(MERCHANT, Snapshots.of(FileType.PNG));
    given.add(shown.evidenceId());
    assertThat(evidence.preview(caseId, shown.evidenceId(), BUYER)).isNotEmpty();
  }

  @Test
  void what_cannot_be_shown_is_taken_without_a_preview() {
    for (var file : List.of(Files.jpeg(), Files.pdf(), Snapshots.of(FileType.HEIC), Snapshots.of(FileType.MP4))) {
      var taken = add(BUYER, file);
      assertThat(taken.hasPreview()).isFalse();
      assertThat(evidence.find(caseId, taken.evidenceId(), BUYER)).isEqualTo(taken);
      assertThat(kind(() -> evidence.preview(caseId, taken.evidenceId(), BUYER))).isEqualTo(Refused.Kind.NOT_FOUND);
    }
  }

  @Test
  void a_round_that_closes_while_a_file_is_looked_at_takes_it_no_more() {
    doNothing().doThrow(Refused.conflict("round-closed", "PI-09", "Wait.")).when(gate).check(any(), eq(Actor.Kind.BUYER));
    assertThat(catchThrowableOfType(Refused.class, () -> add(BUYER, Snapshots.of(FileType.PNG))).type()).isEqualTo("round-closed");
    assertThat(evidence.of(caseId, AGENT)).isEmpty();
  }

  /** There is no way back: no statement of ours changes or deletes what somebody put forward. */
  @Test
  void nothing_changes_or_deletes_evidence_and_statements() throws IOException {
    try (var sources = java.nio.file.Files.walk(Path.of("src/main"))) {
      var found = sources.filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".sql")).filter(file -> {
        try {
          return Pattern.compile("(?is)\\b(update|delete\\s+from|truncate(\\s+table)?|merge\\s+into|drop\\s+table)\\s+evidence(_piece|_preview|_statement|_statement_file)?\\b(?!_)")
              .matcher(java.nio.file.Files.readString(file)).find();
        } catch (IOException e) {
          throw new java.io.UncheckedIOException(e);
        }
      }).toList();
      assertThat(found).isEmpty();
    }
  }

  @Test
  void another_file_of_the_same_name_is_another_file() throws IOException {
    var first = evidence.add(caseId, "photo.jpg", new ByteArrayResource(large(Files.jpeg(), 200)), BUYER);
    var second = evidence.add(caseId, "photo.jpg", new ByteArrayResource(large(Files.jpeg(), 300)), BUYER);
    assertThat(second.evidenceId()).isNotEqualTo(first.evidenceId());
    assertThat(evidence.content(evidence.find(caseId, first.evidenceId(), BUYER))).isEqualTo(large(Files.jpeg(), 200));
    assertThat(evidence.of(caseId, BUYER)).containsExactly(first, second);
  }

  @Test
  void nothing_is_kept_while_nothing_is_taken() {
    doThrow(Refused.conflict("round-closed", "PI-09", "Wait.")).when(gate).check(any(), eq(Actor.Kind.BUYER));
    assertThat(catchThrowableOfType(Refused.class, () -> add(BUYER, Files.jpeg())).type()).isEqualTo("round-closed");
    add(MERCHANT, Files.jpeg());
    assertThat(evidence.of(caseId, AGENT)).hasSize(1);
  }

  @Test
  void a_file_has_20_MB_at_most() {
    assertThat(add(BUYER, large(Files.png(), (int) CaseEvidence.LARGEST)).size()).isEqualTo(CaseEvidence.LARGEST);
    assertThat(kind(() -> add(BUYER, large(Files.png(), (int) CaseEvidence.LARGEST + 1)))).isEqualTo(Refused.Kind.INVALID);
  }

  @Test
  void a_side_has_20_files_at_most_however_they_come_together() throws Exception {
    jdbc.sql("create table if not exists locked_case (case_id varchar(32) primary key)").update();
    jdbc.sql("insert into locked_case values (?)").param(caseId.value()).update();
    doAnswer(lock -> jdbc.sql("select case_id from locked_case where case_id = ? for update").param(caseId.value()).query(String.class).single())
        .when(flow).lock(caseId);
    var threads = Executors.newFixedThreadPool(4);
    int refused = 0;
    try {
      var all = threads.invokeAll(IntStream.range(0, 24).<Callable<Evidence>>mapToObj(n -> () -> add(BUYER, large(Files.jpeg(), 100 + n))).toList());
      for (var one : all) {
        try {
          one.get();
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(((Refused) e.getCause()).type()).isEqualTo("enough-evidence");
          refused++;
        }
      }
    } finally {
      threads.shutdown();
    }
    assertThat(refused).isEqualTo(4);
    assertThat(evidence.of(caseId, BUYER)).hasSize(CaseEvidence.MOST_FILES);
    add(MERCHANT, Files.jpeg());
  }

  @Test
  void the_same_file_again_is_the_first_one() {
    var first = add(BUYER, Files.jpeg());
    assertThat(add(BUYER, Files.jpeg())).isEqualTo(first);
    assertThat(add(MERCHANT, Files.jpeg())).isNotEqualTo(first);
    assertThat(evidence.of(caseId, AGENT)).hasSize(2);
  }

  @Test
  void what_breaks_off_leaves_nothing() {
    var bytes = large(Files.jpeg(), StoredInDatabase.PIECE * 2);
    int[] opened = {0};
    assertThatThrownBy(() -> evidence.add(caseId, "x", () -> ++opened[0] == 1 ? new java.io.ByteArrayInputStream(bytes) : new InputStream() {
      private int read;

      @Override
      public int read() throws IOException {
        if (read == StoredInDatabase.PIECE + 5) {
          throw new IOException("gone");
        }
        return bytes[read++] & 0xff;
      }
    }, BUYER)).hasMessageContaining("gone");
    assertThat(evidence.of(caseId, BUYER)).isEmpty();
  }

  @Test
  void of_a_name_only_what_people_can_read_is_kept() {
    assertThat(named("C:\\photos\\my photo.jpg")).isEqualTo("my photo.jpg");
    assertThat(named("../../etc/passwd")).isEqualTo("passwd");
    assertThat(named("a\u202Egpj.exe\r\nX: y\0")).isEqualTo("agpj.exeX: y");
    assertThat(named("照片.jpg")).isEqualTo("照片.jpg");
    assertThat(named(null)).isEqualTo("file.pdf");
    assertThat(named("/")).isEqualTo("file.pdf");
    assertThat(named("x".repeat(199) + "\uD83D\uDCF7")).hasSize(199);
  }

  private Set<String> shared(CaseId asked) {
    return asked.equals(caseId) ? given : Set.of();
  }

  private int names;

  private String named(String name) {
    return evidence.add(caseId, name, new ByteArrayResource(Files.text("%PDF-1.7\n" + names++)), BUYER).fileName();
  }

  private Evidence add(Viewer viewer, byte[] bytes) {
    return evidence.add(caseId, "file", new ByteArrayResource(bytes), viewer);
  }

  private static Refused.Kind kind(org.assertj.core.api.ThrowableAssert.ThrowingCallable work) {
    return catchThrowableOfType(Refused.class, work).kind();
  }

  private static byte[] large(byte[] beginning, int size) {
    var bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    System.arraycopy(beginning, 0, bytes, 0, beginning.length);
    return Arrays.copyOf(bytes, size);
  }
}
