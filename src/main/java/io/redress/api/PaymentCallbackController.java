package io.redress.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redress.money.PaymentGateway.Answer;
import io.redress.money.PaymentGateway.Declined;
import io.redress.money.PaymentGateway.Paid;
import io.redress.money.PaymentGateway.Pending;
import io.redress.money.Refunds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * The payment gateway's later answer. The gateway is known by its signature, header {@code X-Redress-Signature}: the HMAC-SHA256 of
 * the body as it was sent, under {@code redress.payment.callback-secret}, in hexadecimal.
 *
 * <p>A captured message that is sent again changes nothing, however late: paid is final, and a decline counts only for the attempt
 * that it names. So no time window is checked, and a gateway may deliver after an outage of any length.
 */
@RestController
class PaymentCallbackController {

  private static final Logger log = LoggerFactory.getLogger(PaymentCallbackController.class);
  private static final int LARGEST_BODY = 16 * 1024;
  private static final int SHORTEST_SECRET = 16;

  private final Refunds refunds;
  private final ObjectMapper json;
  private final byte[] secret;

  PaymentCallbackController(Refunds refunds, ObjectMapper json, @Value("${redress.payment.callback-secret:}") String secret) {
    if (!secret.isBlank() && secret.length() < SHORTEST_SECRET) {
      throw new IllegalStateException("redress.payment.callback-secret needs at least " + SHORTEST_SECRET + " characters");
    }
    this.refunds = refunds;
    this.json = json;
    this.secret = secret.isBlank() ? null : secret.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param key the payout's key
   * @param attempt the payout's attempt; needed when declined
   * @param answer {@code paid}, {@code declined} or {@code pending}
   * @param reason why it was declined, or null
   */
  record Callback(String key, Integer attempt, String answer, String reason) {}

  @PostMapping("/api/payments/callback")
  ResponseEntity<ProblemDetail> answered(
      HttpServletRequest request, @RequestHeader(name = "X-Redress-Signature", required = false) String signature) throws IOException {
    if (secret == null) {
      return problem(HttpStatus.SERVICE_UNAVAILABLE, "callback-off", "Callbacks are not set up",
          "This installation takes no callbacks: redress.payment.callback-secret is not set.");
    }
    var body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      return problem(HttpStatus.PAYLOAD_TOO_LARGE, "too-large", "Too large", "A callback has at most " + LARGEST_BODY + " bytes.");
    }
    if (!isSigned(body, signature)) {
      log.warn("RD-2091 payment callback with a wrong signature");
      return problem(HttpStatus.UNAUTHORIZED, "wrong-signature", "Wrong signature",
          "X-Redress-Signature is not the HMAC-SHA256 of this body under the shared secret.");
    }
    Callback callback;
    try {
      callback = json.readValue(body, Callback.class);
    } catch (JsonProcessingException e) {
      return malformed("Send a JSON object with key, attempt and answer.");
    }
    var answer = callback == null ? null : answer(callback);
    if (answer == null || callback.key() == null || answer instanceof Declined && callback.attempt() == null) {
      return malformed("key is needed; answer is paid, pending or declined; a decline names its attempt.");
    }
    refunds.answered(callback.key(), callback.attempt() == null ? 0 : callback.attempt(), answer);
    return ResponseEntity.noContent().build();
  }

  private static Answer answer(Callback callback) {
    return switch (callback.answer() == null ? "" : callback.answer()) {
      case "paid" -> new Paid();
      case "pending" -> new Pending();
      case "declined" -> new Declined(callback.reason() == null ? "no reason given" : callback.reason());
      default -> null;
    };
  }

  private boolean isSigned(byte[] body, String signature) {
    if (signature == null) {
      return false;
    }
    byte[] given;
    try {
      given = HexFormat.of().parseHex(signature);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return MessageDigest.isEqual(hmac(secret, body), given);
  }

  static byte[] hmac(byte[] secret, byte[] body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java knows HmacSHA256", e);
    }
  }

  private static ResponseEntity<ProblemDetail> malformed(String detail) {
    return problem(HttpStatus.BAD_REQUEST, "malformed", "Malformed callback", detail);
  }

  private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String type, String title, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(status, detail);
    problem.setType(URI.create("/problems/" + type));
    problem.setTitle(title);
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }
}
