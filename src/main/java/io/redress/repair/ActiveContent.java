package io.redress.repair;

import io.redress.repair.Effort.TooMuch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;

/**
 * Whether a PDF holds something that acts: scripts, programs to start, files inside; and whether some small thing in it would take all memory to
 * read. Looks at every object, reachable or not.
 */
final class ActiveContent {

  /** What somebody may call it. */
  record Kind(String en, String zh) {}

  private static final Kind SCRIPT = new Kind("JavaScript", "JavaScript脚本");
  private static final Kind PROGRAM = new Kind("an action that starts something", "启动类动作");
  private static final Kind FILE = new Kind("another file", "嵌入文件");
  private static final Kind MEDIA = new Kind("media that plays", "多媒体内容");
  private static final Kind FORM = new Kind("an XFA form", "XFA表单");

  private static final Map<String, Kind> ACTIONS = Map.of("JavaScript", SCRIPT, "Launch", PROGRAM, "ImportData", PROGRAM, "SubmitForm", PROGRAM,
      "GoToE", FILE, "Rendition", MEDIA, "Movie", MEDIA, "Sound", MEDIA, "RichMediaExecute", MEDIA);
  private static final Map<String, Kind> ANNOTATIONS = Map.of("FileAttachment", FILE, "RichMedia", MEDIA, "3D", MEDIA, "Screen", MEDIA,
      "Movie", MEDIA, "Sound", MEDIA);
  private static final Set<String> UNPACK = Set.of("FlateDecode", "Fl", "LZWDecode", "LZW", "RunLengthDecode", "RL");
  private static final int MOST_OBJECTS = 500_000;
  private static final Map<COSName, Integer> NUMBERS_A_RANGE = Map.of(COSName.W, 1, COSName.getPDFName("W2"), 3);
  /** As many as a font can have, several times over. */
  private static final long MOST_WIDTHS = 1_000_000;

  private final Effort effort;
  private final Set<COSBase> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<COSBase> open = new ArrayDeque<>();

  private ActiveContent(Effort effort) {
    this.effort = effort;
  }

  /** @throws TooMuch there is more of it than a report has, or something packed twice */
  static Optional<Kind> in(COSDocument document, Effort effort) {
    return new ActiveContent(effort).find(document);
  }

  private Optional<Kind> find(COSDocument document) {
    later(document.getTrailer());
    for (var key : List.copyOf(document.getXrefTable().keySet())) {
      later(document.getObjectFromPool(key));
    }
    while (!open.isEmpty()) {
      if (seen.size() > MOST_OBJECTS) {
        throw new TooMuch();
      }
      if (seen.size() % 256 == 0) {
        effort.check();
      }
      var next = open.pop();
      if (next instanceof COSObject reference) {
        later(reference.getObject());
      } else if (next instanceof COSArray array) {
        array.forEach(this::later);
      } else if (next instanceof COSDictionary dictionary) {
        var kind = kind(dictionary);
        if (kind.isPresent()) {
          return kind;
        }
        if (dictionary instanceof COSStream stream) {
          isPackedOnce(stream);
        }
        hasWidthsOfAFont(dictionary);
        dictionary.getValues().forEach(this::later);
      }
    }
    return Optional.empty();
  }

  private void later(COSBase base) {
    if ((base instanceof COSObject || base instanceof COSArray || base instanceof COSDictionary) && seen.add(base)) {
      open.push(base);
    }
  }

  private static Optional<Kind> kind(COSDictionary dictionary) {
    var script = dictionary.getDictionaryObject(COSName.JS);
    if (script instanceof COSString || script instanceof COSStream || dictionary.containsKey(COSName.JAVA_SCRIPT)) {
      return Optional.of(SCRIPT);
    }
    if (dictionary.containsKey("EmbeddedFiles") || dictionary.getDictionaryObject(COSName.EF) instanceof COSDictionary) {
      return Optional.of(FILE);
    }
    if (dictionary.containsKey("XFA")) {
      return Optional.of(FORM);
    }
    var action = dictionary.getNameAsString(COSName.S);
    var annotation = dictionary.getNameAsString(COSName.SUBTYPE);
    return Optional.ofNullable(action != null && ACTIONS.containsKey(action) ? ACTIONS.get(action)
        : annotation == null ? null : ANNOTATIONS.get(annotation));
  }

  /**
   * A composite font gives the widths of whole ranges of characters, and whoever reads it writes down each of them: first character, last
   * one, what holds for all; or first one, and a list.
   */
  private static void hasWidthsOfAFont(COSDictionary dictionary) {
    if (!String.valueOf(dictionary.getNameAsString(COSName.SUBTYPE)).startsWith("CIDFont")) {
      return;
    }
    NUMBERS_A_RANGE.forEach((name, numbers) -> {
      var widths = dictionary.getCOSArray(name);
      long named = 0;
      for (int i = 0; widths != null && i + 1 < widths.size(); ) {
        if (widths.getObject(i + 1) instanceof COSArray) {
          i += 2;
        } else {
          named += Math.max(0, (long) widths.getInt(i + 1) - widths.getInt(i));
          i += 2 + numbers;
        }
        if (named > MOST_WIDTHS) {
          throw new TooMuch();
        }
      }
    });
  }

  /** Packed twice, a small file unpacks to what no memory holds, and only the first of the two can be watched. */
  private static void isPackedOnce(COSStream stream) {
    if (stream.getFilters() instanceof COSArray filters) {
      var names = new ArrayList<String>();
      for (int i = 0; i < filters.size(); i++) {
        names.add(filters.getName(i));
      }
      isPackedOnce(names);
    }
  }

  static void isPackedOnce(List<String> filters) {
    if (filters.stream().filter(name -> name != null && UNPACK.contains(name)).count() > 1) {
      throw new TooMuch();
    }
  }
}
