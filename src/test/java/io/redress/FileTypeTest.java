package io.redress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileTypeTest {

  @Test
  void a_file_is_what_its_content_says() {
    assertThat(FileType.of(Files.jpeg())).contains(FileType.JPEG);
    assertThat(FileType.of(Files.png())).contains(FileType.PNG);
    assertThat(FileType.of(Files.webp())).contains(FileType.WEBP);
    assertThat(FileType.of(Files.boxed("heic"))).contains(FileType.HEIC);
    assertThat(FileType.of(Files.boxed("mif1"))).contains(FileType.HEIC);
    for (var brand : List.of("isom", "mp42", "mp41", "M4V ", "avc1", "iso2")) {
      assertThat(FileType.of(Files.boxed(brand))).as(brand).contains(FileType.MP4);
    }
    assertThat(FileType.of(Files.boxed("qt  "))).contains(FileType.QUICKTIME);
    assertThat(FileType.of(Files.pdf())).contains(FileType.PDF);
  }

  @Test
  void what_nobody_needs_as_evidence_is_none_of_them() {
    for (var other : List.of(Files.program(), Files.text("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"),
        Files.text("<html><script>1</script></html>"), Files.text("plain"), Files.text("GIF89a"), Files.text("PK\3\4"), Files.boxed("avif"), Files.boxed("3gp4"),
        Files.text("\0\0\0\34ftypmif1\0\0\0\0mif1avifmiaf\0\0\0\10mdat"),
        Files.text("#!/bin/sh\nrm"), Files.text("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"), new byte[] {0, 1, 2}, new byte[0])) {
      assertThat(FileType.of(other)).isEmpty();
    }
  }

  @Test
  void a_program_that_also_reads_as_a_PDF_is_none() {
    assertThat(FileType.of(Files.text("MZ\n%PDF-1.7\n"))).isEmpty();
    assertThat(FileType.of(Files.text("<html>%PDF-1.7\n"))).isEmpty();
  }
}
