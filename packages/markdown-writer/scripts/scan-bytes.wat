(module
  (import "m" "memory" (memory 1 65536 shared))
  ;; Scans the `length` bytes at `at`. Result: the number of line feeds in the lower 24 bits; in the bits above, whether
  ;; there is a NUL, a backtick, a byte beyond ASCII. Reads up to 15 bytes more, and ignores them.
  (func (export "scan") (param $at i32) (param $length i32) (result i32)
    (local $rest i32) (local $end i32) (local $stop i32)
    (local $bytes v128) (local $sums v128) (local $total v128)
    ;; The minimum of all bytes is 0 if there is a NUL; the minimum of all bytes XOR backtick is 0 if there is a backtick.
    (local $least v128) (local $leastOff v128) (local $all v128)
    (local.set $least (v128.const i32x4 -1 -1 -1 -1))
    (local.set $leastOff (v128.const i32x4 -1 -1 -1 -1))
    (local.set $rest (i32.and (local.get $length) (i32.const 15)))
    (local.set $end (i32.sub (i32.add (local.get $at) (local.get $length)) (local.get $rest)))
    (block $done
      (loop $rounds
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; A lane of 8 bits holds at most 255 matches.
        (local.set $stop (i32.add (local.get $at) (i32.const 4080)))
        (if (i32.gt_u (local.get $stop) (local.get $end)) (then (local.set $stop (local.get $end))))
        (local.set $sums (v128.const i32x4 0 0 0 0))
        (loop $words
          (local.set $bytes (v128.load (local.get $at)))
          (local.set $sums (i8x16.sub (local.get $sums)
            (i8x16.eq (local.get $bytes) (v128.const i32x4 0x0a0a0a0a 0x0a0a0a0a 0x0a0a0a0a 0x0a0a0a0a))))
          (local.set $least (i8x16.min_u (local.get $least) (local.get $bytes)))
          (local.set $leastOff (i8x16.min_u (local.get $leastOff)
            (v128.xor (local.get $bytes) (v128.const i32x4 0x60606060 0x60606060 0x60606060 0x60606060))))
          (local.set $all (v128.or (local.get $all) (local.get $bytes)))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $words (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $total (i32x4.add (local.get $total)
          (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $sums)))))
        (br $rounds)))
    (if (local.get $rest) (then
      ;; Replaces the bytes behind the end by spaces.
      (local.set $bytes (v128.bitselect
        (v128.load (local.get $at))
        (v128.const i32x4 0x20202020 0x20202020 0x20202020 0x20202020)
        (i8x16.lt_u
          (v128.const i8x16 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
          (i8x16.splat (local.get $rest)))))
      (local.set $total (i32x4.add (local.get $total)
        (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (i8x16.neg
          (i8x16.eq (local.get $bytes) (v128.const i32x4 0x0a0a0a0a 0x0a0a0a0a 0x0a0a0a0a 0x0a0a0a0a)))))))
      (local.set $least (i8x16.min_u (local.get $least) (local.get $bytes)))
      (local.set $leastOff (i8x16.min_u (local.get $leastOff)
        (v128.xor (local.get $bytes) (v128.const i32x4 0x60606060 0x60606060 0x60606060 0x60606060))))
      (local.set $all (v128.or (local.get $all) (local.get $bytes)))))
    (i32.or
      (i32.add
        (i32.add (i32x4.extract_lane 0 (local.get $total)) (i32x4.extract_lane 1 (local.get $total)))
        (i32.add (i32x4.extract_lane 2 (local.get $total)) (i32x4.extract_lane 3 (local.get $total))))
      (i32.or
        (i32.shl (i32.eqz (i8x16.all_true (local.get $least))) (i32.const 24))
        (i32.or
          (i32.shl (i32.eqz (i8x16.all_true (local.get $leastOff))) (i32.const 25))
          (i32.shl (i32.ne (i8x16.bitmask (local.get $all)) (i32.const 0)) (i32.const 26))))))
)
