package io.redress.dispute;

import io.redress.dispute.BareFile.Unreadable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * HEIC, MP4 and QuickTime (ISO base media and what it came from): boxes within boxes, and positions that point into them. So nothing moves: a box that is not known to be
 * needed becomes a free one full of zeros, and of a picture's data only what its known items point at stays.
 */
final class BareBoxes {

  /** {@code from} and {@code to} enclose the content. */
  private record Box(String type, int start, int from, int to) {}

  private record Extent(int from, int to) {}

  private static final Set<String> PICTURE = Set.of("ftyp", "meta", "mdat", "free", "skip");
  private static final Set<String> META = Set.of("hdlr", "dinf", "pitm", "iinf", "iref", "iprp", "idat", "iloc", "grpl", "free");
  private static final Set<String> PROPERTIES = Set.of("hvcC", "av1C", "jpgC", "lhvC", "ispe", "colr", "pixi", "irot", "imir", "clap", "auxC", "pasp", "rloc",
      "lsel", "oinf", "tols", "clli", "mdcv", "cclv", "amve", "a1op", "a1lx");
  private static final Set<String> ITEMS = Set.of("hvc1", "hev1", "lhv1", "hvt1", "av01", "jpeg", "grid", "iden", "iovl", "tmap");
  private static final Map<String, Set<String>> VIDEO = Map.of(
      "", Set.of("ftyp", "styp", "pdin", "moov", "moof", "mfra", "sidx", "mdat"),
      "moov", Set.of("mvhd", "trak", "mvex", "iods"),
      "trak", Set.of("tkhd", "tapt", "edts", "mdia", "tref"),
      "mdia", Set.of("mdhd", "hdlr", "minf", "elng"),
      "minf", Set.of("vmhd", "smhd", "hdlr", "dinf", "stbl"),
      "stbl", Set.of("stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64", "stss", "stsh", "stps", "padb", "stdp", "sdtp", "sbgp", "sgpd",
          "subs", "saiz", "saio"),
      "moof", Set.of("mfhd", "traf"),
      "traf", Set.of("tfhd", "trun", "tfdt", "sdtp", "sbgp", "sgpd", "saiz", "saio", "subs"));
  /** Subtitles are none of them: drones write their positions as such. */
  private static final Set<String> SHOWN_TRACKS = Set.of("vide", "soun");
  /** They begin with the moments at which they were made and changed. */
  private static final Set<String> DATED = Set.of("mvhd", "tkhd", "mdhd");

  /** Of boxes side by side, and of places where items are; nobody's camera writes that many. */
  private static final int MOST = 10_000;

  private final ByteBuffer file;
  private final byte[] bytes;

  BareBoxes(byte[] original) {
    this.bytes = original.clone();
    this.file = ByteBuffer.wrap(bytes);
  }

  // --- video -------------------------------------------------------------------------------------------------------------------

  BareFile video() {
    if (!word(4).equals("ftyp")) {
      throw new Unreadable("no kind");
    }
    if (boxes(0, bytes.length).stream().filter(box -> box.type().equals("moov")).flatMap(movie -> boxes(movie.from(), movie.to()).stream())
        .noneMatch(box -> box.type().equals("trak") && SHOWN_TRACKS.contains(kind(box)))) {
      throw new Unreadable("nothing to play");
    }
    video("", 0, bytes.length, "");
    return new BareFile(0, 0, bytes);
  }

  /** @param track what the track holds in which we are */
  private void video(String within, int from, int to, String track) {
    for (var box : boxes(from, to)) {
      var kind = box.type().equals("trak") ? kind(box) : track;
      if (!VIDEO.get(within).contains(box.type()) || box.type().equals("trak") && !SHOWN_TRACKS.contains(kind)) {
        free(box);
      } else if (VIDEO.containsKey(box.type())) {
        video(box.type(), box.from(), box.to(), kind);
      } else if (DATED.contains(box.type())) {
        erase(box, 4, file.get(box.from()) == 1 ? 16 : 8);
      } else if (box.type().equals("hdlr")) {
        // who made what handles the track, and its name
        erase(box, 12, box.to() - box.from() - 12);
      } else if (box.type().equals("stsd")) {
        for (var format : boxes(box.from() + 8, box.to())) {
          // what compressed it
          erase(format, 12, 4);
          if (kind.equals("vide")) {
            erase(format, 42, 32);
          }
        }
      }
    }
  }

  /** What a track holds, such as {@code vide}; empty when it does not say. */
  private String kind(Box track) {
    return boxes(track.from(), track.to()).stream().filter(box -> box.type().equals("mdia")).flatMap(media -> boxes(media.from(), media.to()).stream())
        .filter(box -> box.type().equals("hdlr")).map(box -> word(box.from() + 8)).findFirst().orElse("");
  }

  // --- picture -----------------------------------------------------------------------------------------------------------------

  BareFile picture() {
    var all = boxes(0, bytes.length);
    var metas = all.stream().filter(box -> box.type().equals("meta")).toList();
    if (metas.size() != 1) {
      throw new Unreadable("no description");
    }
    var described = boxes(metas.get(0).from() + 4, metas.get(0).to());
    var kept = extents(only("iloc", described), described, kinds(only("iinf", described)));
    for (var box : all) {
      if (!PICTURE.contains(box.type()) || isFree(box)) {
        free(box);
      } else if (box.type().equals("mdat")) {
        keepOnly(kept, box);
      }
    }
    for (var box : described) {
      if (!META.contains(box.type()) || isFree(box)) {
        free(box);
      } else if (box.type().equals("idat")) {
        keepOnly(kept, box);
      }
    }
    return measured(only("iprp", described));
  }

  private BareFile measured(Box properties) {
    long width = 0;
    long height = 0;
    for (var group : boxes(properties.from(), properties.to())) {
      if (group.type().equals("ipco")) {
        for (var property : boxes(group.from(), group.to())) {
          if (!PROPERTIES.contains(property.type())) {
            free(property);
          } else if (property.type().equals("ispe")) {
            width = Math.max(width, file.getInt(property.from() + 4) & 0xffffffffL);
            height = Math.max(height, file.getInt(property.from() + 8) & 0xffffffffL);
          }
        }
      }
    }
    if (width == 0 || height == 0) {
      throw new Unreadable("no size");
    }
    return new BareFile(width, height, bytes);
  }

  /** What each item is, by its number. */
  private Map<Long, String> kinds(Box items) {
    var kinds = new HashMap<Long, String>();
    for (var entry : boxes(items.from() + (file.get(items.from()) == 0 ? 6 : 8), items.to())) {
      int version = file.get(entry.from());
      if (version != 2 && version != 3) {
        throw new Unreadable("item");
      }
      int id = entry.from() + 4;
      kinds.put(version == 2 ? file.getShort(id) & 0xffffL : file.getInt(id) & 0xffffffffL, word(id + (version == 2 ? 4 : 6)));
    }
    return kinds;
  }

  /** Where the items are that make the picture. */
  private List<Extent> extents(Box locations, List<Box> described, Map<Long, String> kinds) {
    var kept = new ArrayList<Extent>();
    int places = 0;
    int at = locations.from();
    int version = file.get(at);
    if (version < 0 || version > 2) {
      throw new Unreadable("locations");
    }
    int sizes = file.getShort(at + 4) & 0xffff;
    int ofIndex = version == 0 ? 0 : sizes & 15;
    at += 6;
    long count = version < 2 ? file.getShort(at) & 0xffff : file.getInt(at) & 0xffffffffL;
    at += version < 2 ? 2 : 4;
    for (; count > 0; count--) {
      long item = version < 2 ? file.getShort(at) & 0xffff : file.getInt(at) & 0xffffffffL;
      at += version < 2 ? 2 : 4;
      int method = version == 0 ? 0 : file.getShort(at) & 15;
      at += version == 0 ? 0 : 2;
      boolean isElsewhere = file.getShort(at) != 0;
      long base = number(at + 2, sizes >> 4 & 15);
      at += 2 + (sizes >> 4 & 15);
      int extents = file.getShort(at) & 0xffff;
      at += 2;
      if (method > 1 || isElsewhere) {
        throw new Unreadable("an item is elsewhere");
      }
      var store = method == 0 ? new Box("", 0, 0, bytes.length) : only("idat", described);
      for (; extents > 0; extents--) {
        if (++places > MOST) {
          throw new Unreadable("too many places");
        }
        long offset = number(at + ofIndex, sizes >> 12);
        long length = number(at + ofIndex + (sizes >> 12), sizes >> 8 & 15);
        at += ofIndex + (sizes >> 12) + (sizes >> 8 & 15);
        long from = Math.addExact(store.from(), Math.addExact(base, offset));
        long to = length == 0 ? store.to() : Math.addExact(from, length);
        if (ITEMS.contains(kinds.getOrDefault(item, ""))) {
          if (from < store.from() || to > store.to() || from > to) {
            throw new Unreadable("an item is nowhere");
          }
          kept.add(new Extent((int) from, (int) to));
        }
      }
    }
    return kept;
  }

  private void keepOnly(List<Extent> kept, Box box) {
    var original = java.util.Arrays.copyOfRange(bytes, box.from(), box.to());
    java.util.Arrays.fill(bytes, box.from(), box.to(), (byte) 0);
    for (var extent : kept) {
      int from = Math.max(extent.from(), box.from());
      int to = Math.min(extent.to(), box.to());
      if (from < to) {
        System.arraycopy(original, from - box.from(), bytes, from, to - from);
      }
    }
  }

  // --- boxes -------------------------------------------------------------------------------------------------------------------

  private List<Box> boxes(int from, int to) {
    var found = new ArrayList<Box>();
    for (int at = from; at < to; ) {
      if (to - at < 8) {
        throw new Unreadable("box");
      }
      long size = file.getInt(at) & 0xffffffffL;
      int header = 8;
      if (size == 1) {
        size = file.getLong(at + 8);
        header = 16;
      } else if (size == 0) {
        size = to - at;
      }
      if (size < header || size > to - at || found.size() == MOST) {
        throw new Unreadable("box");
      }
      found.add(new Box(word(at + 4), at, at + header, (int) (at + size)));
      at += (int) size;
    }
    return found;
  }

  private static Box only(String type, List<Box> among) {
    var found = among.stream().filter(box -> box.type().equals(type)).toList();
    if (found.size() != 1) {
      throw new Unreadable(type);
    }
    return found.get(0);
  }

  private static boolean isFree(Box box) {
    return box.type().equals("free") || box.type().equals("skip");
  }

  private void free(Box box) {
    System.arraycopy("free".getBytes(StandardCharsets.US_ASCII), 0, bytes, box.start() + 4, 4);
    java.util.Arrays.fill(bytes, box.from(), box.to(), (byte) 0);
  }

  private void erase(Box box, int at, int length) {
    if (length < 0 || length > box.to() - box.from() - at) {
      throw new Unreadable(box.type());
    }
    java.util.Arrays.fill(bytes, box.from() + at, box.from() + at + length, (byte) 0);
  }

  private String word(int at) {
    if (at + 4 > bytes.length) {
      throw new Unreadable("word");
    }
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }

  private long number(int at, int size) {
    return switch (size) {
      case 0 -> 0;
      case 4 -> file.getInt(at) & 0xffffffffL;
      case 8 -> file.getLong(at);
      default -> throw new Unreadable("number");
    };
  }
}
