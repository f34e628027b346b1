package io.redress.dispute;

import io.redress.CaseId;
import io.redress.FileType;
import io.redress.casefile.Actor;
import java.time.Instant;

/**
 * A file that somebody put forward in a case.
 *
 * @param side who speaks with it: the buyer, the merchant or, for the platform, an agent
 * @param uploadedBy the buyer's id or the user id
 * @param actingUser the shop's technical user that acted for a buyer, or null
 * @param fileName as it was called where it came from; for people only
 * @param type what it is by its content
 * @param size of the file as it came, in bytes
 * @param sha256 of the file as it came, in 64 hexadecimal digits
 * @param hasPreview whether there is a small picture of it
 */
public record Evidence(String evidenceId, CaseId caseId, Actor.Kind side, String uploadedBy, String actingUser, String fileName, FileType type,
    long size, String sha256, Instant uploadedAt, boolean hasPreview) {

  Evidence withPreview() {
    return new Evidence(evidenceId, caseId, side, uploadedBy, actingUser, fileName, type, size, sha256, uploadedAt, true);
  }

  Evidence at(Instant kept) {
    return new Evidence(evidenceId, caseId, side, uploadedBy, actingUser, fileName, type, size, sha256, kept, hasPreview);
  }
}
