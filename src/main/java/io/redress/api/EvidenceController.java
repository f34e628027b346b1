package io.redress.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.redress.CaseId;
import io.redress.Page;
import io.redress.casefile.Viewer;
import io.redress.dispute.CaseEvidence;
import io.redress.dispute.Evidence;
import io.redress.identity.Caller;
import io.redress.identity.Role;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Files that buyers, merchants and agents put forward in a case. */
@RestController
@RequestMapping("/api/cases/{caseId}/evidence")
class EvidenceController {

  /**
   * {@code side} is buyer, merchant or agent; {@code size} counts bytes. Size and SHA-256 are those of the file as it came; where
   * {@code asUploaded} is false, the caller downloads it without the data about where, when and with what it was taken. {@code hasPreview}
   * says that there is a small picture of it.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record EvidenceView(String evidenceId, String side, String uploadedBy, String actingUser, String fileName, String mediaType, long size,
      String sha256, Instant uploadedAt, boolean asUploaded, boolean hasPreview) {

    static EvidenceView of(Evidence evidence, boolean asUploaded) {
      return new EvidenceView(evidence.evidenceId(), evidence.side().code(), evidence.uploadedBy(), evidence.actingUser(), evidence.fileName(),
          evidence.type().mediaType(), evidence.size(), evidence.sha256(), evidence.uploadedAt(),
          asUploaded, evidence.hasPreview());
    }
  }

  private final CaseEvidence evidence;

  EvidenceController(CaseEvidence evidence) {
    this.evidence = evidence;
  }

  /**
   * Takes JPEG, PNG, WebP, HEIC, MP4 (also as the QuickTime that iPhones write) and PDF, told by their content, at most 20 MB each and 20 of each
   * side. While the platform judges, a side puts files forward only in a round that asks it (PI-09).
   */
  @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<EvidenceView> add(@PathVariable String caseId, @RequestParam("file") MultipartFile file, Caller caller) {
    var added = evidence.add(CaseId.of(caseId), file.getOriginalFilename(), file, side(caller));
    return ResponseEntity.created(URI.create("/api/cases/" + added.caseId() + "/evidence/" + added.evidenceId())).body(EvidenceView.of(added, true));
  }

  /**
   * The caller's own side's files, oldest first, and the other side's of rounds that have closed (PI-09); for the buyer also the detection
   * report that counts (RP-13); agents and the service desk see all.
   */
  @GetMapping
  Page<EvidenceView> seen(@PathVariable String caseId, Caller caller) {
    var viewer = reader(caller);
    var files = evidence.of(CaseId.of(caseId), viewer).stream().map(file -> EvidenceView.of(file, evidence.isUnchangedFor(viewer, file))).toList();
    return new Page<>(files, 0, files.size(), files.size());
  }

  /**
   * The file, to be saved and not to be shown in a page of ours: as it came for the side that put it forward, for everybody else a picture or a
   * video without the data about where it was taken.
   */
  @GetMapping("/{evidenceId}")
  @ApiResponse(responseCode = "200", description = "OK",
      content = @Content(mediaType = MediaType.APPLICATION_OCTET_STREAM_VALUE, schema = @Schema(type = "string", format = "binary")))
  void download(@PathVariable String caseId, @PathVariable String evidenceId, Caller caller, HttpServletResponse response) throws IOException {
    var viewer = reader(caller);
    var found = evidence.find(CaseId.of(caseId), evidenceId, viewer);
    var bare = evidence.isUnchangedFor(viewer, found) ? null : evidence.withoutLocation(found);
    response.setContentType(found.type().mediaType());
    response.setContentLengthLong(bare == null ? found.size() : bare.length);
    // nothing of the name that somebody gave it stands in a header
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + found.evidenceId() + "." + found.type().extension() + "\"");
    onItsOwn(response);
    if (bare == null) {
      evidence.copy(found, response.getOutputStream());
    } else {
      response.getOutputStream().write(bare);
    }
  }

  /**
   * The file as a small picture, upright and at most 1024 pixels on either side, for whoever may download it. JPEG, PNG and lossy WebP have one, unless
   * they are unusually large or cannot be shown.
   */
  @GetMapping("/{evidenceId}/preview")
  @ApiResponse(responseCode = "200", description = "OK",
      content = @Content(mediaType = MediaType.IMAGE_JPEG_VALUE, schema = @Schema(type = "string", format = "binary")))
  void preview(@PathVariable String caseId, @PathVariable String evidenceId, Caller caller, HttpServletResponse response) throws IOException {
    var preview = evidence.preview(CaseId.of(caseId), evidenceId, reader(caller));
    response.setContentType(MediaType.IMAGE_JPEG_VALUE);
    response.setContentLength(preview.length);
    response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline");
    // it never changes; whoever signs in next at this browser may not see it
    response.setHeader(HttpHeaders.CACHE_CONTROL, "private, max-age=86400, immutable");
    response.setHeader(HttpHeaders.VARY, "Cookie, Authorization");
    onItsOwn(response);
    response.getOutputStream().write(preview);
  }

  /** Nothing in it runs or loads anything, should a browser open it by itself. */
  private static void onItsOwn(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  }

  /** The two, and whoever judges. */
  private static Viewer side(Caller caller) {
    caller.require(Role.BUYER, Role.MERCHANT, Role.AGENT, Role.SUPERVISOR);
    return Viewers.of(caller);
  }

  /** The service desk looks into a complaint about the case, too (CD-03). */
  private static Viewer reader(Caller caller) {
    caller.require(Role.BUYER, Role.MERCHANT, Role.AGENT, Role.SUPERVISOR, Role.SERVICE_DESK);
    return Viewers.of(caller);
  }
}
