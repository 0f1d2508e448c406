(module
  (import "m" "memory" (memory 1))
  ;; Memory: at 0, two tables of 16 bytes: the classes of a byte by its lower half, and by its upper half. A byte is of the classes
  ;; that both tables give. Bits 0 to 3 and 7 are bytes of words, 7 separators within words (- + /), 6 a colon or its like, 5 a tilde.
  ;; At 32, a byte for each byte: 1 if it stands directly before the word in some key. At 288, a bit for each two bytes: 1 if a word
  ;; begins with them in some key. At 8480, the hash table: keys of four bytes, 0 if empty. It is never full.

  ;; Where the last call ended: at the end of the text, or earlier because the list was full.
  (global $next (export "next") (mut i32) (i32.const 0))
  ;; The number of slots of the hash table less 1; where the list begins; its number of words.
  (global $mask (mut i32) (i32.const 0))
  (global $list (mut i32) (i32.const 0))
  (global $words (mut i32) (i32.const 0))
  ;; Where the text begins.
  (global $from (mut i32) (i32.const 0))
  (global $hasTilde (mut i32) (i32.const 0))

  ;; Classifies 64 bytes. Results, a bit a byte: bytes of no word, separators, colons.
  (func $classify (param $at i32) (result i64 i64 i64)
    (local $bytes v128) (local $classes v128) (local $all v128) (local $lower v128) (local $upper v128)
    (local $others i64) (local $separators i64) (local $colons i64) (local $shift i64)
    (local.set $lower (v128.load (i32.const 0)))
    (local.set $upper (v128.load (i32.const 16)))
    (loop $parts
      (local.set $bytes (v128.load (local.get $at)))
      (local.set $classes (v128.and
        (i8x16.swizzle (local.get $lower)
          (v128.and (local.get $bytes) (v128.const i32x4 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f)))
        (i8x16.swizzle (local.get $upper)
          (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4))
            (v128.const i32x4 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f 0x0f0f0f0f)))))
      (local.set $all (v128.or (local.get $all) (local.get $classes)))
      (local.set $others (i64.or (local.get $others) (i64.shl
        (i64.extend_i32_u (i8x16.bitmask (i8x16.eq (v128.const i32x4 0 0 0 0)
          (v128.and (local.get $classes) (v128.const i32x4 0x8f8f8f8f 0x8f8f8f8f 0x8f8f8f8f 0x8f8f8f8f)))))
        (local.get $shift))))
      (local.set $separators (i64.or (local.get $separators) (i64.shl
        (i64.extend_i32_u (i8x16.bitmask (local.get $classes)))
        (local.get $shift))))
      (local.set $colons (i64.or (local.get $colons) (i64.shl
        (i64.extend_i32_u (i8x16.bitmask (i16x8.shl (local.get $classes) (i32.const 1))))
        (local.get $shift))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (local.set $shift (i64.add (local.get $shift) (i64.const 16)))
      (br_if $parts (i64.ne (local.get $shift) (i64.const 64))))
    (global.set $hasTilde (v128.any_true (v128.and (local.get $all)
      (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020))))
    (local.get $others) (local.get $separators) (local.get $colons))

  ;; Adds two words to the list if the table has the key: the distance of its place from the beginning, and its slot.
  (func $look (param $key i32) (param $place i32)
    (local $slot i32) (local $found i32)
    (local.set $slot (i32.and (global.get $mask)
      (i32.shr_u (i32.mul (local.get $key) (i32.const 0x9e3779b1)) (i32.const 15))))
    (loop $probe
      (local.set $found (i32.load offset=8480 (i32.shl (local.get $slot) (i32.const 2))))
      (if (i32.eqz (local.get $found)) (then (return)))
      (if (i32.ne (local.get $found) (local.get $key)) (then
        (local.set $slot (i32.and (global.get $mask) (i32.add (local.get $slot) (i32.const 1))))
        (br $probe))))
    (i32.store (global.get $list) (i32.sub (local.get $place) (global.get $from)))
    (i32.store offset=4 (global.get $list) (local.get $slot))
    (global.set $list (i32.add (global.get $list) (i32.const 8))))

  ;; Looks for the keys of a word that begins at $at: its first four or three bytes, and those before it. Most words have first bytes
  ;; and a byte before that no key has.
  (func $lookAround (param $at i32)
    (local $pair i32)
    (local.set $pair (i32.load16_u (local.get $at)))
    (if (i32.and
      (i32.shr_u (i32.load8_u offset=288 (i32.shr_u (local.get $pair) (i32.const 3))) (i32.and (local.get $pair) (i32.const 7)))
      (i32.const 1)) (then
      (call $look (i32.load (local.get $at)) (local.get $at))
      (call $look (i32.and (i32.load (local.get $at)) (i32.const 0x00ffffff)) (local.get $at))))
    (if (i32.load8_u offset=32 (i32.load8_u (i32.sub (local.get $at) (i32.const 1)))) (then
      (call $look (i32.load (i32.sub (local.get $at) (i32.const 4))) (i32.sub (local.get $at) (i32.const 4)))
      (call $look (i32.and (i32.load (i32.sub (local.get $at) (i32.const 4))) (i32.const 0xffffff00))
        (i32.sub (local.get $at) (i32.const 4)))
      (call $look (i32.load (i32.sub (local.get $at) (i32.const 2))) (i32.sub (local.get $at) (i32.const 2))))))

  ;; Looks for what begins at $at and has a tilde in the 64 bytes: Q~ after a digit.
  (func $lookAtTildes (param $at i32)
    (local $end i32)
    (local.set $end (i32.add (local.get $at) (i32.const 64)))
    (loop $bytes
      (if (i32.eq (i32.load16_u (i32.sub (local.get $at) (i32.const 1))) (i32.const 0x7e51)) (then
        (call $look (i32.and (i32.load (i32.sub (local.get $at) (i32.const 2))) (i32.const 0x00ffffff))
          (i32.sub (local.get $at) (i32.const 2)))))
      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $bytes (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Finds the keys in the text from $from to $end, beginning at $at, which is $from, or where the last call ended. Bytes of no word
  ;; must be behind the end: it reads up to 128 of them, and 64 bytes before. Result: the number of words
  ;; in the list, of which $capacity must be 1280 at least.
  (func (export "find")
    (param $first i32) (param $at i32) (param $end i32) (param $slots i32) (param $results i32) (param $capacity i32)
    (result i32)
    (local $last i32) (local $place i32) (local $before i32) (local $tilde i32) (local $nextTilde i32)
    (local $others i64) (local $separators i64) (local $colons i64)
    (local $nextOthers i64) (local $nextSeparators i64) (local $nextColons i64)
    (local $run i64) (local $nextRun i64) (local $edge i64) (local $places i64) (local $earlier i64)
    (global.set $from (local.get $first))
    (global.set $mask (i32.sub (local.get $slots) (i32.const 1)))
    (global.set $list (local.get $results))
    ;; 64 bytes give fewer than 1280 words.
    (local.set $last (i32.add (local.get $results) (i32.shl (i32.sub (local.get $capacity) (i32.const 1280)) (i32.const 2))))
    (call $classify (i32.sub (local.get $at) (i32.const 64)))
    (local.set $colons)
    (local.set $earlier)
    (local.set $others)
    (local.set $edge (i64.shr_u (local.get $others) (i64.const 63)))
    (if (i32.eq (local.get $at) (local.get $first)) (then
      (local.set $edge (i64.const 1))
      (local.set $earlier (i64.const 0))))
    (call $classify (local.get $at))
    (local.set $nextColons)
    (local.set $nextSeparators)
    (local.set $nextOthers)
    (local.set $nextTilde (global.get $hasTilde))
    (block $done
      (loop $blocks
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (br_if $done (i32.gt_u (global.get $list) (local.get $last)))
        (local.set $others (local.get $nextOthers))
        (local.set $separators (local.get $nextSeparators))
        (local.set $colons (local.get $nextColons))
        (local.set $tilde (local.get $nextTilde))
        (call $classify (i32.add (local.get $at) (i32.const 64)))
        (local.set $nextColons)
        (local.set $nextSeparators)
        (local.set $nextOthers)
        (local.set $nextTilde (global.get $hasTilde))
        ;; Places with 16 bytes of a word: of 2, of 4, of 8, of 16.
        (local.set $run (i64.xor (local.get $others) (i64.const -1)))
        (local.set $nextRun (i64.xor (local.get $nextOthers) (i64.const -1)))
        (local.set $run (i64.and (local.get $run) (i64.or
          (i64.shr_u (local.get $run) (i64.const 1)) (i64.shl (local.get $nextRun) (i64.const 63)))))
        (local.set $nextRun (i64.and (local.get $nextRun) (i64.shr_u (local.get $nextRun) (i64.const 1))))
        (local.set $run (i64.and (local.get $run) (i64.or
          (i64.shr_u (local.get $run) (i64.const 2)) (i64.shl (local.get $nextRun) (i64.const 62)))))
        (local.set $nextRun (i64.and (local.get $nextRun) (i64.shr_u (local.get $nextRun) (i64.const 2))))
        (local.set $run (i64.and (local.get $run) (i64.or
          (i64.shr_u (local.get $run) (i64.const 4)) (i64.shl (local.get $nextRun) (i64.const 60)))))
        (local.set $nextRun (i64.and (local.get $nextRun) (i64.shr_u (local.get $nextRun) (i64.const 4))))
        (local.set $run (i64.and (local.get $run) (i64.or
          (i64.shr_u (local.get $run) (i64.const 8)) (i64.shl (local.get $nextRun) (i64.const 56)))))
        ;; Of those, the beginnings of words, and of their parts behind separators.
        (local.set $run (i64.and (local.get $run) (i64.or
          (i64.or (i64.shl (local.get $others) (i64.const 1)) (local.get $edge))
          (i64.and
            (i64.or (i64.shl (local.get $separators) (i64.const 1)) (i64.shr_u (local.get $earlier) (i64.const 63)))
            (i64.xor (local.get $separators) (i64.const -1))))))
        (local.set $edge (i64.shr_u (local.get $others) (i64.const 63)))
        (if (i64.ne (local.get $run) (i64.const 0)) (then
          (loop $words
            (local.set $place (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $run)))))
            (call $lookAround (local.get $place))
            ;; After an escape: \n and its like, %20 and its like.
            (local.set $before (i32.load8_u (i32.sub (local.get $place) (i32.const 1))))
            (if (i32.eq (local.get $before) (i32.const 0x5c)) (then
              (call $lookAround (i32.add (local.get $place) (i32.const 1)))))
            (if (i32.eq (local.get $before) (i32.const 0x25)) (then
              (call $lookAround (i32.add (local.get $place) (i32.const 2)))))
            (local.set $run (i64.and (local.get $run) (i64.sub (local.get $run) (i64.const 1))))
            (br_if $words (i64.ne (local.get $run) (i64.const 0))))))
        ;; What follows three separators, and four dashes.
        (local.set $places (i64.and
          (i64.and
            (i64.or (i64.shl (local.get $separators) (i64.const 1)) (i64.shr_u (local.get $earlier) (i64.const 63)))
            (i64.or (i64.shl (local.get $separators) (i64.const 2)) (i64.shr_u (local.get $earlier) (i64.const 62))))
          (i64.and
            (i64.or (i64.shl (local.get $separators) (i64.const 3)) (i64.shr_u (local.get $earlier) (i64.const 61)))
            (i64.xor (i64.or (local.get $others) (local.get $separators)) (i64.const -1)))))
        (local.set $earlier (local.get $separators))
        (if (i64.ne (local.get $places) (i64.const 0)) (then
          (loop $armors
            (local.set $place (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $places)))))
            (if (i32.eq (i32.load (i32.sub (local.get $place) (i32.const 4))) (i32.const 0x2d2d2d2d)) (then
              (call $look (i32.load (local.get $place)) (local.get $place))))
            (local.set $places (i64.and (local.get $places) (i64.sub (local.get $places) (i64.const 1))))
            (br_if $armors (i64.ne (local.get $places) (i64.const 0))))))
        ;; Colons with two separators behind them.
        (local.set $places (i64.and (local.get $colons) (i64.and
          (i64.or (i64.shr_u (local.get $separators) (i64.const 1)) (i64.shl (local.get $nextSeparators) (i64.const 63)))
          (i64.or (i64.shr_u (local.get $separators) (i64.const 2)) (i64.shl (local.get $nextSeparators) (i64.const 62))))))
        (if (i64.ne (local.get $places) (i64.const 0)) (then
          (loop $addresses
            (local.set $place (i32.add (local.get $at) (i32.wrap_i64 (i64.ctz (local.get $places)))))
            (call $look (i32.and (i32.load (local.get $place)) (i32.const 0x00ffffff)) (local.get $place))
            (local.set $places (i64.and (local.get $places) (i64.sub (local.get $places) (i64.const 1))))
            (br_if $addresses (i64.ne (local.get $places) (i64.const 0))))))
        (if (local.get $tilde) (then (call $lookAtTildes (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br $blocks)))
    (global.set $next (local.get $at))
    (i32.shr_u (i32.sub (global.get $list) (local.get $results)) (i32.const 2)))
)
