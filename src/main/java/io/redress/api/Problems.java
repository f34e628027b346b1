package io.redress.api;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.redress.Refused;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.Ordered;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every refusal as RFC 9457 problem details: {@code type} is stable, {@code detail} is for a person and says what to do instead. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class Problems extends ResponseEntityExceptionHandler {

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(Refused refused) {
    var status = switch (refused.kind()) {
      case NOT_FOUND -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case INVALID -> HttpStatus.UNPROCESSABLE_ENTITY;
    };
    var problem = problem(status, refused.type(), title(refused), refused.getMessage());
    if (refused.clause() != null) {
      problem.setProperty("clause", refused.clause());
    }
    if (!refused.fields().isEmpty()) {
      problem.setProperty("errors", refused.fields().stream().map(Problems::entry).toList());
    }
    return ResponseEntity.status(status).body(problem);
  }

  /** Two requests at the same instant, and the database let only one of them through. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> tooFast(DataIntegrityViolationException twice) {
    return ResponseEntity.status(HttpStatus.CONFLICT).body(problem(HttpStatus.CONFLICT, "changed-meanwhile", "Not possible now",
        "Another request about the same thing came first. Look again, then decide."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> wrongParameter(MethodArgumentTypeMismatchException mismatch) {
    return ResponseEntity.badRequest().body(problem(HttpStatus.BAD_REQUEST, "malformed", "Not understood",
        "The parameter " + mismatch.getName() + " is not of the kind that is asked for."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> unreadableUpload(MultipartException broken) {
    return ResponseEntity.badRequest().body(problem(HttpStatus.BAD_REQUEST, "malformed", "Not understood",
        "The upload is not readable: it broke off, or the file's name cannot be read. Give the file another name and send it again."));
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(HttpMessageNotReadableException unreadable, HttpHeaders headers,
      HttpStatusCode status, WebRequest request) {
    var detail = unreadable.getCause() instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
        ? "The field " + path(mapping.getPath()) + " is not of the kind that is asked for, or there is no such field. Amounts are"
            + " texts such as \"129.90\", times ISO-8601 texts with an offset; no text holds the character NUL."
        : "The body is not readable JSON.";
    return ResponseEntity.badRequest().body(problem(HttpStatus.BAD_REQUEST, "malformed", "Not understood", detail));
  }

  @Override
  protected ResponseEntity<Object> handleMaxUploadSizeExceededException(MaxUploadSizeExceededException tooLarge, HttpHeaders headers,
      HttpStatusCode status, WebRequest request) {
    return ResponseEntity.status(HttpStatus.PAYLOAD_TOO_LARGE).body(problem(HttpStatus.PAYLOAD_TOO_LARGE, "too-large", "Too large",
        "The file is larger than is taken. Send a smaller one, or split it and send the parts one by one."));
  }

  private static String title(Refused refused) {
    return switch (refused.kind()) {
      case NOT_FOUND -> "Not found";
      case CONFLICT -> "Not possible now";
      case INVALID -> "Some values break a rule";
    };
  }

  private static Map<String, Object> entry(Refused.Field field) {
    var entry = new LinkedHashMap<String, Object>();
    entry.put("field", field.field());
    entry.put("message", field.message());
    if (field.clause() != null) {
      entry.put("clause", field.clause());
    }
    return entry;
  }

  private static String path(List<JsonMappingException.Reference> path) {
    return String.join(".", path.stream().map(step -> step.getFieldName() == null ? "[]" : step.getFieldName()).toList());
  }

  private static ProblemDetail problem(HttpStatus status, String type, String title, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("/problems/" + type));
    problem.setTitle(title);
    return problem;
  }
}
