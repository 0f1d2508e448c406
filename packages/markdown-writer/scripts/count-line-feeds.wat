(module
  (import "m" "memory" (memory 1 65536 shared))
  ;; How many of the `length` bytes at `at` are line feeds. `length` is a multiple of 16.
  (func (export "count") (param $at i32) (param $length i32) (result i32)
    (local $end i32) (local $stop i32) (local $sums v128) (local $total v128)
    (local.set $end (i32.add (local.get $at) (local.get $length)))
    (block $done
      (loop $rounds
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        ;; A lane holds 255 at most.
        (local.set $stop (i32.add (local.get $at) (i32.const 4080)))
        (if (i32.gt_u (local.get $stop) (local.get $end)) (then (local.set $stop (local.get $end))))
        (local.set $sums (v128.const i32x4 0 0 0 0))
        (loop $words
          (local.set $sums (i8x16.sub (local.get $sums)
            (i8x16.eq (v128.load (local.get $at)) (v128.const i32x4 0x0a0a0a0a 0x0a0a0a0a 0x0a0a0a0a 0x0a0a0a0a))))
          (local.set $at (i32.add (local.get $at) (i32.const 16)))
          (br_if $words (i32.lt_u (local.get $at) (local.get $stop))))
        (local.set $total (i32x4.add (local.get $total)
          (i32x4.extadd_pairwise_i16x8_u (i16x8.extadd_pairwise_i8x16_u (local.get $sums)))))
        (br $rounds)))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $total)) (i32x4.extract_lane 1 (local.get $total)))
      (i32.add (i32x4.extract_lane 2 (local.get $total)) (i32x4.extract_lane 3 (local.get $total)))))
)
