package io.redress.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.redress.Refused;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.redress.order.ImportRefused;
import io.redress.order.ImportReport;
import io.redress.order.Imports;
import io.redress.order.OrderImport;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The merchant back-office's order export, and how far an import of one is. */
@RestController
@RequestMapping("/api/orders")
class OrderImportController {

  /** @param refused the refused rows, at most 10,000 of them; {@code refusedCount} counts all */
  record Report(int total, @JsonProperty("new") int added, int changed, int unchanged, int refusedCount,
      List<ImportReport.Refusal> refused) {

    static Report of(ImportReport report) {
      return new Report(report.total(), report.added(), report.changed(), report.unchanged(), report.refused(), report.refusals());
    }
  }

  /** @param total null until the whole file has been checked; percent is of the writing */
  record Progress(String importId, String state, Integer total, int done, int percent, @JsonProperty("new") int added, int changed,
      int unchanged, int refusedCount, String failure, Instant startedAt, Instant updatedAt) {

    static Progress of(Imports.Running running) {
      int percent = running.state() == Imports.State.DONE ? 100
          : running.rowsTotal() == null || running.rowsTotal() == 0 ? 0 : (int) (100L * running.rowsDone() / running.rowsTotal());
      return new Progress(running.importId(), running.state().name().toLowerCase(java.util.Locale.ROOT), running.rowsTotal(),
          running.rowsDone(), percent, running.added(), running.changed(), running.unchanged(), running.refused(),
          running.failure(), running.startedAt(), running.updatedAt());
    }
  }

  private final OrderImport orderImport;
  private final Imports imports;

  OrderImportController(OrderImport orderImport, Imports imports) {
    this.orderImport = orderImport;
    this.imports = imports;
  }

  /**
   * Answers when the whole file is imported. Who wants to see the progress meanwhile chooses an {@code importId} and asks for
   * {@code /api/orders/imports/{importId}}.
   */
  @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  ResponseEntity<Report> run(@RequestParam("file") MultipartFile file, @RequestParam(required = false) String merchantId,
      @RequestParam(required = false) String buyerId, @RequestParam(required = false) String importId, Caller caller)
      throws IOException {
    caller.require(Role.INTEGRATION);
    var id = importId == null || importId.isBlank() ? UUID.randomUUID().toString() : importId;
    imports.start(id, caller.userId());
    var copy = Files.createTempFile("redress-import-", ".upload");
    try {
      file.transferTo(copy);
      var report = orderImport.run(copy, merchantId, buyerId, imports.recorder(id));
      imports.done(id, report);
      return ResponseEntity.ok().header("Import-Id", id).body(Report.of(report));
    } catch (ImportRefused | Refused e) {
      imports.failed(id, e.getMessage());
      throw e;
    } catch (IOException | RuntimeException e) {
      imports.failed(id, "The import stopped in the middle. What was written stays; import the same file again.");
      throw e;
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  @GetMapping("/imports/{importId}")
  Progress progress(@PathVariable String importId, Caller caller) {
    caller.require(Role.INTEGRATION);
    return Progress.of(imports.find(importId).orElseThrow(() -> Refused.notFound("import", importId)));
  }

  @ExceptionHandler
  ProblemDetail refused(ImportRefused e) {
    var problem = ProblemDetail.forStatusAndDetail(switch (e.kind()) {
      case MALFORMED -> HttpStatus.BAD_REQUEST;
      case NOT_AN_EXPORT -> HttpStatus.UNPROCESSABLE_ENTITY;
      case TOO_LARGE -> HttpStatus.PAYLOAD_TOO_LARGE;
    }, e.getMessage());
    problem.setType(URI.create("/problems/" + switch (e.kind()) {
      case MALFORMED -> "malformed-file";
      case NOT_AN_EXPORT -> "not-an-order-export";
      case TOO_LARGE -> "file-too-large";
    }));
    problem.setTitle("The file was not imported");
    return problem;
  }
}
