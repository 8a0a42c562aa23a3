// Made by scripts/compile-validators.ts from schemas.ts; do not edit.
var __getOwnPropNames = Object.getOwnPropertyNames;
var __commonJS = (cb, mod) => function() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};

// node_modules/ajv/dist/runtime/ucs2length.js
var require_ucs2length = __commonJS({
  "node_modules/ajv/dist/runtime/ucs2length.js"(exports) {
    "use strict";
    Object.defineProperty(exports, "__esModule", { value: !0 });
    function ucs2length(str) {
      let len = str.length, length = 0, pos = 0, value;
      for (; pos < len; )
        length++, value = str.charCodeAt(pos++), value >= 55296 && value <= 56319 && pos < len && (value = str.charCodeAt(pos), (value & 64512) === 56320 && pos++);
      return length;
    }
    exports.default = ucs2length;
  }
});

// <stdin>
var validateAssignedPolicy = validate10;
var pattern0 = new RegExp("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "u"), pattern1 = new RegExp("^[0-9a-f]{64}$", "u"), func2 = require_ucs2length().default;
function validate10(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.id === void 0 && (missing0 = "id") || data.name === void 0 && (missing0 = "name") || data.revision === void 0 && (missing0 = "revision") || data.sha256 === void 0 && (missing0 = "sha256") || data.size === void 0 && (missing0 = "size"))
        return validate10.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.id !== void 0) {
        let data0 = data.id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern0.test(data0))
              return validate10.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
          } else
            return validate10.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.name !== void 0) {
          let data1 = data.name, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (func2(data1) > 1e3)
                return validate10.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }], !1;
            } else
              return validate10.errors = [{ instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.revision !== void 0) {
            let data2 = data.revision, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate10.errors = [{ instancePath: instancePath + "/revision", schemaPath: "#/properties/revision/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2) && (data2 < 1 || isNaN(data2)))
              return validate10.errors = [{ instancePath: instancePath + "/revision", schemaPath: "#/properties/revision/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.sha256 !== void 0) {
              let data3 = data.sha256, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (!pattern1.test(data3))
                    return validate10.errors = [{ instancePath: instancePath + "/sha256", schemaPath: "#/properties/sha256/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{64}$" }, message: 'must match pattern "^[0-9a-f]{64}$"' }], !1;
                } else
                  return validate10.errors = [{ instancePath: instancePath + "/sha256", schemaPath: "#/properties/sha256/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.size !== void 0) {
                let data4 = data.size, _errs9 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                  return validate10.errors = [{ instancePath: instancePath + "/size", schemaPath: "#/properties/size/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                if (errors === _errs9 && typeof data4 == "number" && isFinite(data4)) {
                  if (data4 > 8388608 || isNaN(data4))
                    return validate10.errors = [{ instancePath: instancePath + "/size", schemaPath: "#/properties/size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 8388608 }, message: "must be <= 8388608" }], !1;
                  if (data4 < 1 || isNaN(data4))
                    return validate10.errors = [{ instancePath: instancePath + "/size", schemaPath: "#/properties/size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                }
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate10.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate10.errors = vErrors, errors === 0;
}
var validateAssignmentClaims = validate11;
function validate11(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.iss === void 0 && (missing0 = "iss") || data.sub === void 0 && (missing0 = "sub") || data.tid === void 0 && (missing0 = "tid") || data.epoch === void 0 && (missing0 = "epoch") || data.ver === void 0 && (missing0 = "ver") || data.iat === void 0 && (missing0 = "iat") || data.exp === void 0 && (missing0 = "exp") || data.mode === void 0 && (missing0 = "mode") || data.scope === void 0 && (missing0 = "scope") || data.policies === void 0 && (missing0 = "policies"))
        return validate11.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.iss !== void 0) {
        let data0 = data.iss, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate11.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
            if (func2(data0) < 1)
              return validate11.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate11.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.sub !== void 0) {
          let data1 = data.sub, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate11.errors = [{ instancePath: instancePath + "/sub", schemaPath: "#/properties/sub/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate11.errors = [{ instancePath: instancePath + "/sub", schemaPath: "#/properties/sub/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.tid !== void 0) {
            let data2 = data.tid, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (!pattern0.test(data2))
                  return validate11.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
              } else
                return validate11.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.epoch !== void 0) {
              let data3 = data.epoch, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate11.errors = [{ instancePath: instancePath + "/epoch", schemaPath: "#/properties/epoch/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3) && (data3 < 1 || isNaN(data3)))
                return validate11.errors = [{ instancePath: instancePath + "/epoch", schemaPath: "#/properties/epoch/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.ver !== void 0) {
                let data4 = data.ver, _errs9 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                  return validate11.errors = [{ instancePath: instancePath + "/ver", schemaPath: "#/properties/ver/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                if (errors === _errs9 && typeof data4 == "number" && isFinite(data4) && (data4 < 1 || isNaN(data4)))
                  return validate11.errors = [{ instancePath: instancePath + "/ver", schemaPath: "#/properties/ver/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.iat !== void 0) {
                  let data5 = data.iat, _errs11 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)))
                    return validate11.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                  if (errors === _errs11 && typeof data5 == "number" && isFinite(data5) && (data5 < 0 || isNaN(data5)))
                    return validate11.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.exp !== void 0) {
                    let data6 = data.exp, _errs13 = errors;
                    if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6)))
                      return validate11.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                    if (errors === _errs13 && typeof data6 == "number" && isFinite(data6) && (data6 < 0 || isNaN(data6)))
                      return validate11.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.mode !== void 0) {
                      let data7 = data.mode, _errs15 = errors, _errs16 = errors, valid1 = !1, _errs17 = errors;
                      if (typeof data7 != "string") {
                        let err0 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                      }
                      if (data7 !== "enforce") {
                        let err1 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/anyOf/0/const", keyword: "const", params: { allowedValue: "enforce" }, message: "must be equal to constant" };
                        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                      }
                      var _valid0 = _errs17 === errors;
                      if (valid1 = valid1 || _valid0, !valid1) {
                        let _errs19 = errors;
                        if (typeof data7 != "string") {
                          let err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                        }
                        if (data7 !== "audit") {
                          let err3 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/anyOf/1/const", keyword: "const", params: { allowedValue: "audit" }, message: "must be equal to constant" };
                          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                        }
                        var _valid0 = _errs19 === errors;
                        valid1 = valid1 || _valid0;
                      }
                      if (valid1)
                        errors = _errs16, vErrors !== null && (_errs16 ? vErrors.length = _errs16 : vErrors = null);
                      else {
                        let err4 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                        return vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++, validate11.errors = vErrors, !1;
                      }
                      var valid0 = _errs15 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.scope !== void 0) {
                        let data8 = data.scope, _errs21 = errors, _errs22 = errors, valid2 = !1, _errs23 = errors;
                        if (typeof data8 != "string") {
                          let err5 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                          vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                        }
                        if (data8 !== "in") {
                          let err6 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/anyOf/0/const", keyword: "const", params: { allowedValue: "in" }, message: "must be equal to constant" };
                          vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                        }
                        var _valid1 = _errs23 === errors;
                        if (valid2 = valid2 || _valid1, !valid2) {
                          let _errs25 = errors;
                          if (typeof data8 != "string") {
                            let err7 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                          }
                          if (data8 !== "out") {
                            let err8 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/anyOf/1/const", keyword: "const", params: { allowedValue: "out" }, message: "must be equal to constant" };
                            vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                          }
                          var _valid1 = _errs25 === errors;
                          valid2 = valid2 || _valid1;
                        }
                        if (valid2)
                          errors = _errs22, vErrors !== null && (_errs22 ? vErrors.length = _errs22 : vErrors = null);
                        else {
                          let err9 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                          return vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++, validate11.errors = vErrors, !1;
                        }
                        var valid0 = _errs21 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.outBecause !== void 0) {
                          let data9 = data.outBecause, _errs27 = errors, _errs28 = errors, valid3 = !1, _errs29 = errors;
                          if (typeof data9 != "string") {
                            let err10 = { instancePath: instancePath + "/outBecause", schemaPath: "#/properties/outBecause/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                          }
                          if (data9 !== "scope") {
                            let err11 = { instancePath: instancePath + "/outBecause", schemaPath: "#/properties/outBecause/anyOf/0/const", keyword: "const", params: { allowedValue: "scope" }, message: "must be equal to constant" };
                            vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                          }
                          var _valid2 = _errs29 === errors;
                          if (valid3 = valid3 || _valid2, !valid3) {
                            let _errs31 = errors;
                            if (typeof data9 != "string") {
                              let err12 = { instancePath: instancePath + "/outBecause", schemaPath: "#/properties/outBecause/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                              vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                            }
                            if (data9 !== "tenant-switch") {
                              let err13 = { instancePath: instancePath + "/outBecause", schemaPath: "#/properties/outBecause/anyOf/1/const", keyword: "const", params: { allowedValue: "tenant-switch" }, message: "must be equal to constant" };
                              vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                            }
                            var _valid2 = _errs31 === errors;
                            valid3 = valid3 || _valid2;
                          }
                          if (valid3)
                            errors = _errs28, vErrors !== null && (_errs28 ? vErrors.length = _errs28 : vErrors = null);
                          else {
                            let err14 = { instancePath: instancePath + "/outBecause", schemaPath: "#/properties/outBecause/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                            return vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++, validate11.errors = vErrors, !1;
                          }
                          var valid0 = _errs27 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.configMgrAuthority !== void 0) {
                            let _errs33 = errors;
                            if (typeof data.configMgrAuthority != "boolean")
                              return validate11.errors = [{ instancePath: instancePath + "/configMgrAuthority", schemaPath: "#/properties/configMgrAuthority/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                            var valid0 = _errs33 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0)
                            if (data.policies !== void 0) {
                              let data11 = data.policies, _errs35 = errors;
                              if (errors === _errs35)
                                if (Array.isArray(data11)) {
                                  if (data11.length > 1e3)
                                    return validate11.errors = [{ instancePath: instancePath + "/policies", schemaPath: "#/properties/policies/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }], !1;
                                  {
                                    var valid4 = !0;
                                    let len0 = data11.length;
                                    for (let i0 = 0; i0 < len0; i0++) {
                                      let data12 = data11[i0], _errs37 = errors;
                                      if (errors === _errs37)
                                        if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
                                          let missing1;
                                          if (data12.id === void 0 && (missing1 = "id") || data12.name === void 0 && (missing1 = "name") || data12.revision === void 0 && (missing1 = "revision") || data12.sha256 === void 0 && (missing1 = "sha256") || data12.size === void 0 && (missing1 = "size"))
                                            return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0, schemaPath: "#/properties/policies/items/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                                          if (data12.id !== void 0) {
                                            let data13 = data12.id, _errs39 = errors;
                                            if (errors === _errs39)
                                              if (typeof data13 == "string") {
                                                if (!pattern0.test(data13))
                                                  return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/id", schemaPath: "#/properties/policies/items/properties/id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                              } else
                                                return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/id", schemaPath: "#/properties/policies/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                            var valid5 = _errs39 === errors;
                                          } else
                                            var valid5 = !0;
                                          if (valid5) {
                                            if (data12.name !== void 0) {
                                              let data14 = data12.name, _errs41 = errors;
                                              if (errors === _errs41)
                                                if (typeof data14 == "string") {
                                                  if (func2(data14) > 1e3)
                                                    return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/name", schemaPath: "#/properties/policies/items/properties/name/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }], !1;
                                                } else
                                                  return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/name", schemaPath: "#/properties/policies/items/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                              var valid5 = _errs41 === errors;
                                            } else
                                              var valid5 = !0;
                                            if (valid5) {
                                              if (data12.revision !== void 0) {
                                                let data15 = data12.revision, _errs43 = errors;
                                                if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15)))
                                                  return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/revision", schemaPath: "#/properties/policies/items/properties/revision/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                if (errors === _errs43 && typeof data15 == "number" && isFinite(data15) && (data15 < 1 || isNaN(data15)))
                                                  return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/revision", schemaPath: "#/properties/policies/items/properties/revision/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                                                var valid5 = _errs43 === errors;
                                              } else
                                                var valid5 = !0;
                                              if (valid5) {
                                                if (data12.sha256 !== void 0) {
                                                  let data16 = data12.sha256, _errs45 = errors;
                                                  if (errors === _errs45)
                                                    if (typeof data16 == "string") {
                                                      if (!pattern1.test(data16))
                                                        return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/sha256", schemaPath: "#/properties/policies/items/properties/sha256/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{64}$" }, message: 'must match pattern "^[0-9a-f]{64}$"' }], !1;
                                                    } else
                                                      return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/sha256", schemaPath: "#/properties/policies/items/properties/sha256/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                  var valid5 = _errs45 === errors;
                                                } else
                                                  var valid5 = !0;
                                                if (valid5)
                                                  if (data12.size !== void 0) {
                                                    let data17 = data12.size, _errs47 = errors;
                                                    if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17)))
                                                      return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/size", schemaPath: "#/properties/policies/items/properties/size/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                    if (errors === _errs47 && typeof data17 == "number" && isFinite(data17)) {
                                                      if (data17 > 8388608 || isNaN(data17))
                                                        return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/size", schemaPath: "#/properties/policies/items/properties/size/maximum", keyword: "maximum", params: { comparison: "<=", limit: 8388608 }, message: "must be <= 8388608" }], !1;
                                                      if (data17 < 1 || isNaN(data17))
                                                        return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0 + "/size", schemaPath: "#/properties/policies/items/properties/size/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                                                    }
                                                    var valid5 = _errs47 === errors;
                                                  } else
                                                    var valid5 = !0;
                                              }
                                            }
                                          }
                                        } else
                                          return validate11.errors = [{ instancePath: instancePath + "/policies/" + i0, schemaPath: "#/properties/policies/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                      var valid4 = _errs37 === errors;
                                      if (!valid4)
                                        break;
                                    }
                                  }
                                } else
                                  return validate11.errors = [{ instancePath: instancePath + "/policies", schemaPath: "#/properties/policies/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                              var valid0 = _errs35 === errors;
                            } else
                              var valid0 = !0;
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate11.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate11.errors = vErrors, errors === 0;
}
var validateCheckinAnswer = validate12;
var pattern6 = new RegExp("^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$", "u");
function validate12(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.next === void 0 && (missing0 = "next") || data.splay === void 0 && (missing0 = "splay") || data.time === void 0 && (missing0 = "time") || data.assignment === void 0 && (missing0 = "assignment") || data.need === void 0 && (missing0 = "need"))
        return validate12.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.next !== void 0) {
        let data0 = data.next, _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)))
          return validate12.errors = [{ instancePath: instancePath + "/next", schemaPath: "#/properties/next/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
        if (errors === _errs1 && typeof data0 == "number" && isFinite(data0)) {
          if (data0 > 604800 || isNaN(data0))
            return validate12.errors = [{ instancePath: instancePath + "/next", schemaPath: "#/properties/next/maximum", keyword: "maximum", params: { comparison: "<=", limit: 604800 }, message: "must be <= 604800" }], !1;
          if (data0 < 1 || isNaN(data0))
            return validate12.errors = [{ instancePath: instancePath + "/next", schemaPath: "#/properties/next/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
        }
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.splay !== void 0) {
          let data1 = data.splay, _errs3 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
            return validate12.errors = [{ instancePath: instancePath + "/splay", schemaPath: "#/properties/splay/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
          if (errors === _errs3 && typeof data1 == "number" && isFinite(data1)) {
            if (data1 > 86400 || isNaN(data1))
              return validate12.errors = [{ instancePath: instancePath + "/splay", schemaPath: "#/properties/splay/maximum", keyword: "maximum", params: { comparison: "<=", limit: 86400 }, message: "must be <= 86400" }], !1;
            if (data1 < 0 || isNaN(data1))
              return validate12.errors = [{ instancePath: instancePath + "/splay", schemaPath: "#/properties/splay/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.time !== void 0) {
            let data2 = data.time, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (!pattern6.test(data2))
                  return validate12.errors = [{ instancePath: instancePath + "/time", schemaPath: "#/properties/time/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$" }, message: 'must match pattern "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$"' }], !1;
              } else
                return validate12.errors = [{ instancePath: instancePath + "/time", schemaPath: "#/properties/time/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.assignment !== void 0) {
              let data3 = data.assignment, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (func2(data3) > 1048576)
                    return validate12.errors = [{ instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/maxLength", keyword: "maxLength", params: { limit: 1048576 }, message: "must NOT have more than 1048576 characters" }], !1;
                  if (func2(data3) < 1)
                    return validate12.errors = [{ instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                } else
                  return validate12.errors = [{ instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.need !== void 0) {
                let data4 = data.need, _errs9 = errors;
                if (errors === _errs9)
                  if (Array.isArray(data4)) {
                    if (data4.length > 8)
                      return validate12.errors = [{ instancePath: instancePath + "/need", schemaPath: "#/properties/need/maxItems", keyword: "maxItems", params: { limit: 8 }, message: "must NOT have more than 8 items" }], !1;
                    {
                      var valid1 = !0;
                      let len0 = data4.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data5 = data4[i0], _errs11 = errors, _errs12 = errors, valid2 = !1, _errs13 = errors;
                        if (typeof data5 != "string") {
                          let err0 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                          vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                        }
                        if (data5 !== "inventory") {
                          let err1 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf/0/const", keyword: "const", params: { allowedValue: "inventory" }, message: "must be equal to constant" };
                          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                        }
                        var _valid0 = _errs13 === errors;
                        if (valid2 = valid2 || _valid0, !valid2) {
                          let _errs15 = errors;
                          if (typeof data5 != "string") {
                            let err2 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                          }
                          if (data5 !== "report") {
                            let err3 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf/1/const", keyword: "const", params: { allowedValue: "report" }, message: "must be equal to constant" };
                            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                          }
                          var _valid0 = _errs15 === errors;
                          if (valid2 = valid2 || _valid0, !valid2) {
                            let _errs17 = errors;
                            if (typeof data5 != "string") {
                              let err4 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                              vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                            }
                            if (data5 !== "rotate-key") {
                              let err5 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf/2/const", keyword: "const", params: { allowedValue: "rotate-key" }, message: "must be equal to constant" };
                              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                            }
                            var _valid0 = _errs17 === errors;
                            valid2 = valid2 || _valid0;
                          }
                        }
                        if (valid2)
                          errors = _errs12, vErrors !== null && (_errs12 ? vErrors.length = _errs12 : vErrors = null);
                        else {
                          let err6 = { instancePath: instancePath + "/need/" + i0, schemaPath: "#/properties/need/items/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                          return vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++, validate12.errors = vErrors, !1;
                        }
                        var valid1 = _errs11 === errors;
                        if (!valid1)
                          break;
                      }
                    }
                  } else
                    return validate12.errors = [{ instancePath: instancePath + "/need", schemaPath: "#/properties/need/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.keySets !== void 0) {
                  let data6 = data.keySets, _errs19 = errors;
                  if (errors === _errs19)
                    if (Array.isArray(data6)) {
                      if (data6.length > 16)
                        return validate12.errors = [{ instancePath: instancePath + "/keySets", schemaPath: "#/properties/keySets/maxItems", keyword: "maxItems", params: { limit: 16 }, message: "must NOT have more than 16 items" }], !1;
                      {
                        var valid3 = !0;
                        let len1 = data6.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data7 = data6[i1], _errs21 = errors;
                          if (errors === _errs21)
                            if (typeof data7 == "string") {
                              if (func2(data7) > 65536)
                                return validate12.errors = [{ instancePath: instancePath + "/keySets/" + i1, schemaPath: "#/properties/keySets/items/maxLength", keyword: "maxLength", params: { limit: 65536 }, message: "must NOT have more than 65536 characters" }], !1;
                            } else
                              return validate12.errors = [{ instancePath: instancePath + "/keySets/" + i1, schemaPath: "#/properties/keySets/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                          var valid3 = _errs21 === errors;
                          if (!valid3)
                            break;
                        }
                      }
                    } else
                      return validate12.errors = [{ instancePath: instancePath + "/keySets", schemaPath: "#/properties/keySets/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                  var valid0 = _errs19 === errors;
                } else
                  var valid0 = !0;
                if (valid0)
                  if (data.epochStatement !== void 0) {
                    let data8 = data.epochStatement, _errs23 = errors;
                    if (errors === _errs23)
                      if (typeof data8 == "string") {
                        if (func2(data8) > 65536)
                          return validate12.errors = [{ instancePath: instancePath + "/epochStatement", schemaPath: "#/properties/epochStatement/maxLength", keyword: "maxLength", params: { limit: 65536 }, message: "must NOT have more than 65536 characters" }], !1;
                      } else
                        return validate12.errors = [{ instancePath: instancePath + "/epochStatement", schemaPath: "#/properties/epochStatement/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid0 = _errs23 === errors;
                  } else
                    var valid0 = !0;
              }
            }
          }
        }
      }
    } else
      return validate12.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate12.errors = vErrors, errors === 0;
}
var validateCheckinRequest = validate13;
var pattern7 = new RegExp("^sha256:[0-9a-f]{64}$", "u");
function validate13(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.seq === void 0 && (missing0 = "seq") || data.agent === void 0 && (missing0 = "agent") || data.os === void 0 && (missing0 = "os") || data.inventory === void 0 && (missing0 = "inventory") || data.assignment === void 0 && (missing0 = "assignment") || data.report === void 0 && (missing0 = "report") || data.status === void 0 && (missing0 = "status") || data.simulated === void 0 && (missing0 = "simulated"))
        return validate13.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.seq !== void 0) {
        let data0 = data.seq, _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)))
          return validate13.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
        if (errors === _errs1 && typeof data0 == "number" && isFinite(data0)) {
          if (data0 > 9007199254740991 || isNaN(data0))
            return validate13.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991" }], !1;
          if (data0 < 1 || isNaN(data0))
            return validate13.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
        }
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.prev !== void 0) {
          let data1 = data.prev, _errs3 = errors, _errs4 = errors, valid1 = !1, _errs5 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
            let err0 = { instancePath: instancePath + "/prev", schemaPath: "#/properties/prev/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
            vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
          }
          if (errors === _errs5 && typeof data1 == "number" && isFinite(data1)) {
            if (data1 > 9007199254740991 || isNaN(data1)) {
              let err1 = { instancePath: instancePath + "/prev", schemaPath: "#/properties/prev/anyOf/0/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991" };
              vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
            } else if (data1 < 1 || isNaN(data1)) {
              let err2 = { instancePath: instancePath + "/prev", schemaPath: "#/properties/prev/anyOf/0/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
              vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
            }
          }
          var _valid0 = _errs5 === errors;
          if (valid1 = valid1 || _valid0, !valid1) {
            let _errs7 = errors;
            if (data1 !== null) {
              let err3 = { instancePath: instancePath + "/prev", schemaPath: "#/properties/prev/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
            }
            var _valid0 = _errs7 === errors;
            valid1 = valid1 || _valid0;
          }
          if (valid1)
            errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
          else {
            let err4 = { instancePath: instancePath + "/prev", schemaPath: "#/properties/prev/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            return vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++, validate13.errors = vErrors, !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.machine !== void 0) {
            let data2 = data.machine, _errs9 = errors;
            if (errors === _errs9)
              if (typeof data2 == "string") {
                if (!pattern7.test(data2))
                  return validate13.errors = [{ instancePath: instancePath + "/machine", schemaPath: "#/properties/machine/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
              } else
                return validate13.errors = [{ instancePath: instancePath + "/machine", schemaPath: "#/properties/machine/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            var valid0 = _errs9 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.boot !== void 0) {
              let data3 = data.boot, _errs11 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate13.errors = [{ instancePath: instancePath + "/boot", schemaPath: "#/properties/boot/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs11 && typeof data3 == "number" && isFinite(data3)) {
                if (data3 > 9007199254740991 || isNaN(data3))
                  return validate13.errors = [{ instancePath: instancePath + "/boot", schemaPath: "#/properties/boot/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991" }], !1;
                if (data3 < 0 || isNaN(data3))
                  return validate13.errors = [{ instancePath: instancePath + "/boot", schemaPath: "#/properties/boot/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
              }
              var valid0 = _errs11 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.keySet !== void 0) {
                let data4 = data.keySet, _errs13 = errors;
                if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                  return validate13.errors = [{ instancePath: instancePath + "/keySet", schemaPath: "#/properties/keySet/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                if (errors === _errs13 && typeof data4 == "number" && isFinite(data4) && (data4 < 0 || isNaN(data4)))
                  return validate13.errors = [{ instancePath: instancePath + "/keySet", schemaPath: "#/properties/keySet/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                var valid0 = _errs13 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.epoch !== void 0) {
                  let data5 = data.epoch, _errs15 = errors;
                  if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)))
                    return validate13.errors = [{ instancePath: instancePath + "/epoch", schemaPath: "#/properties/epoch/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                  if (errors === _errs15 && typeof data5 == "number" && isFinite(data5) && (data5 < 1 || isNaN(data5)))
                    return validate13.errors = [{ instancePath: instancePath + "/epoch", schemaPath: "#/properties/epoch/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                  var valid0 = _errs15 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.agent !== void 0) {
                    let data6 = data.agent, _errs17 = errors;
                    if (errors === _errs17)
                      if (typeof data6 == "string") {
                        if (func2(data6) > 64)
                          return validate13.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                        if (func2(data6) < 1)
                          return validate13.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                      } else
                        return validate13.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid0 = _errs17 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.os !== void 0) {
                      let data7 = data.os, _errs19 = errors;
                      if (errors === _errs19)
                        if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                          let missing1;
                          if (data7.type === void 0 && (missing1 = "type") || data7.version === void 0 && (missing1 = "version"))
                            return validate13.errors = [{ instancePath: instancePath + "/os", schemaPath: "#/properties/os/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                          if (data7.type !== void 0) {
                            let data8 = data7.type, _errs21 = errors;
                            if (errors === _errs21)
                              if (typeof data8 == "string") {
                                if (func2(data8) > 32)
                                  return validate13.errors = [{ instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/maxLength", keyword: "maxLength", params: { limit: 32 }, message: "must NOT have more than 32 characters" }], !1;
                              } else
                                return validate13.errors = [{ instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid2 = _errs21 === errors;
                          } else
                            var valid2 = !0;
                          if (valid2)
                            if (data7.version !== void 0) {
                              let data9 = data7.version, _errs23 = errors;
                              if (errors === _errs23)
                                if (typeof data9 == "string") {
                                  if (func2(data9) > 128)
                                    return validate13.errors = [{ instancePath: instancePath + "/os/version", schemaPath: "#/properties/os/properties/version/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                } else
                                  return validate13.errors = [{ instancePath: instancePath + "/os/version", schemaPath: "#/properties/os/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid2 = _errs23 === errors;
                            } else
                              var valid2 = !0;
                        } else
                          return validate13.errors = [{ instancePath: instancePath + "/os", schemaPath: "#/properties/os/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                      var valid0 = _errs19 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.inventory !== void 0) {
                        let data10 = data.inventory, _errs25 = errors, _errs26 = errors, valid3 = !1, _errs27 = errors;
                        if (errors === _errs27)
                          if (typeof data10 == "string") {
                            if (!pattern7.test(data10)) {
                              let err5 = { instancePath: instancePath + "/inventory", schemaPath: "#/properties/inventory/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' };
                              vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                            }
                          } else {
                            let err6 = { instancePath: instancePath + "/inventory", schemaPath: "#/properties/inventory/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                          }
                        var _valid1 = _errs27 === errors;
                        if (valid3 = valid3 || _valid1, !valid3) {
                          let _errs29 = errors;
                          if (data10 !== null) {
                            let err7 = { instancePath: instancePath + "/inventory", schemaPath: "#/properties/inventory/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                            vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                          }
                          var _valid1 = _errs29 === errors;
                          valid3 = valid3 || _valid1;
                        }
                        if (valid3)
                          errors = _errs26, vErrors !== null && (_errs26 ? vErrors.length = _errs26 : vErrors = null);
                        else {
                          let err8 = { instancePath: instancePath + "/inventory", schemaPath: "#/properties/inventory/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                          return vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++, validate13.errors = vErrors, !1;
                        }
                        var valid0 = _errs25 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.assignment !== void 0) {
                          let data11 = data.assignment, _errs31 = errors, _errs32 = errors, valid4 = !1, _errs33 = errors;
                          if (errors === _errs33)
                            if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                              let missing2;
                              if (data11.ver === void 0 && (missing2 = "ver") || data11.digest === void 0 && (missing2 = "digest")) {
                                let err9 = { instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/anyOf/0/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" };
                                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                              } else {
                                if (data11.ver !== void 0) {
                                  let data12 = data11.ver, _errs35 = errors;
                                  if (!(typeof data12 == "number" && !(data12 % 1) && !isNaN(data12) && isFinite(data12))) {
                                    let err10 = { instancePath: instancePath + "/assignment/ver", schemaPath: "#/properties/assignment/anyOf/0/properties/ver/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                                    vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                                  }
                                  if (errors === _errs35 && typeof data12 == "number" && isFinite(data12) && (data12 < 1 || isNaN(data12))) {
                                    let err11 = { instancePath: instancePath + "/assignment/ver", schemaPath: "#/properties/assignment/anyOf/0/properties/ver/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" };
                                    vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                                  }
                                  var valid5 = _errs35 === errors;
                                } else
                                  var valid5 = !0;
                                if (valid5)
                                  if (data11.digest !== void 0) {
                                    let data13 = data11.digest, _errs37 = errors;
                                    if (errors === _errs37)
                                      if (typeof data13 == "string") {
                                        if (!pattern7.test(data13)) {
                                          let err12 = { instancePath: instancePath + "/assignment/digest", schemaPath: "#/properties/assignment/anyOf/0/properties/digest/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' };
                                          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                                        }
                                      } else {
                                        let err13 = { instancePath: instancePath + "/assignment/digest", schemaPath: "#/properties/assignment/anyOf/0/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                                      }
                                    var valid5 = _errs37 === errors;
                                  } else
                                    var valid5 = !0;
                              }
                            } else {
                              let err14 = { instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/anyOf/0/type", keyword: "type", params: { type: "object" }, message: "must be object" };
                              vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                            }
                          var _valid2 = _errs33 === errors;
                          if (valid4 = valid4 || _valid2, !valid4) {
                            let _errs39 = errors;
                            if (data11 !== null) {
                              let err15 = { instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                              vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                            }
                            var _valid2 = _errs39 === errors;
                            valid4 = valid4 || _valid2;
                          }
                          if (valid4)
                            errors = _errs32, vErrors !== null && (_errs32 ? vErrors.length = _errs32 : vErrors = null);
                          else {
                            let err16 = { instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                            return vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++, validate13.errors = vErrors, !1;
                          }
                          var valid0 = _errs31 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.report !== void 0) {
                            let data14 = data.report, _errs41 = errors, _errs42 = errors, valid6 = !1, _errs43 = errors;
                            if (errors === _errs43)
                              if (typeof data14 == "string") {
                                if (!pattern7.test(data14)) {
                                  let err17 = { instancePath: instancePath + "/report", schemaPath: "#/properties/report/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' };
                                  vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                                }
                              } else {
                                let err18 = { instancePath: instancePath + "/report", schemaPath: "#/properties/report/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                              }
                            var _valid3 = _errs43 === errors;
                            if (valid6 = valid6 || _valid3, !valid6) {
                              let _errs45 = errors;
                              if (data14 !== null) {
                                let err19 = { instancePath: instancePath + "/report", schemaPath: "#/properties/report/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                                vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                              }
                              var _valid3 = _errs45 === errors;
                              valid6 = valid6 || _valid3;
                            }
                            if (valid6)
                              errors = _errs42, vErrors !== null && (_errs42 ? vErrors.length = _errs42 : vErrors = null);
                            else {
                              let err20 = { instancePath: instancePath + "/report", schemaPath: "#/properties/report/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                              return vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++, validate13.errors = vErrors, !1;
                            }
                            var valid0 = _errs41 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0) {
                            if (data.status !== void 0) {
                              let data15 = data.status, _errs47 = errors;
                              if (errors === _errs47)
                                if (data15 && typeof data15 == "object" && !Array.isArray(data15)) {
                                  let missing3;
                                  if (data15.number === void 0 && (missing3 = "number") || data15.code === void 0 && (missing3 = "code"))
                                    return validate13.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/required", keyword: "required", params: { missingProperty: missing3 }, message: "must have required property '" + missing3 + "'" }], !1;
                                  if (data15.number !== void 0) {
                                    let data16 = data15.number, _errs49 = errors, _errs50 = errors, valid8 = !1, _errs51 = errors;
                                    if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16))) {
                                      let err21 = { instancePath: instancePath + "/status/number", schemaPath: "#/properties/status/properties/number/anyOf/0/type", keyword: "type", params: { type: "integer" }, message: "must be integer" };
                                      vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                    }
                                    var _valid4 = _errs51 === errors;
                                    if (valid8 = valid8 || _valid4, !valid8) {
                                      let _errs53 = errors;
                                      if (data16 !== null) {
                                        let err22 = { instancePath: instancePath + "/status/number", schemaPath: "#/properties/status/properties/number/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                                        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                                      }
                                      var _valid4 = _errs53 === errors;
                                      valid8 = valid8 || _valid4;
                                    }
                                    if (valid8)
                                      errors = _errs50, vErrors !== null && (_errs50 ? vErrors.length = _errs50 : vErrors = null);
                                    else {
                                      let err23 = { instancePath: instancePath + "/status/number", schemaPath: "#/properties/status/properties/number/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                      return vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++, validate13.errors = vErrors, !1;
                                    }
                                    var valid7 = _errs49 === errors;
                                  } else
                                    var valid7 = !0;
                                  if (valid7) {
                                    if (data15.code !== void 0) {
                                      let data17 = data15.code, _errs55 = errors;
                                      if (errors === _errs55)
                                        if (typeof data17 == "string") {
                                          if (func2(data17) > 64)
                                            return validate13.errors = [{ instancePath: instancePath + "/status/code", schemaPath: "#/properties/status/properties/code/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                                        } else
                                          return validate13.errors = [{ instancePath: instancePath + "/status/code", schemaPath: "#/properties/status/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      var valid7 = _errs55 === errors;
                                    } else
                                      var valid7 = !0;
                                    if (valid7) {
                                      if (data15.cause !== void 0) {
                                        let data18 = data15.cause, _errs57 = errors;
                                        if (errors === _errs57)
                                          if (typeof data18 == "string") {
                                            if (func2(data18) > 500)
                                              return validate13.errors = [{ instancePath: instancePath + "/status/cause", schemaPath: "#/properties/status/properties/cause/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }], !1;
                                          } else
                                            return validate13.errors = [{ instancePath: instancePath + "/status/cause", schemaPath: "#/properties/status/properties/cause/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        var valid7 = _errs57 === errors;
                                      } else
                                        var valid7 = !0;
                                      if (valid7) {
                                        if (data15.since !== void 0) {
                                          let data19 = data15.since, _errs59 = errors;
                                          if (errors === _errs59)
                                            if (typeof data19 == "string") {
                                              if (!pattern6.test(data19))
                                                return validate13.errors = [{ instancePath: instancePath + "/status/since", schemaPath: "#/properties/status/properties/since/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$" }, message: 'must match pattern "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$"' }], !1;
                                            } else
                                              return validate13.errors = [{ instancePath: instancePath + "/status/since", schemaPath: "#/properties/status/properties/since/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                          var valid7 = _errs59 === errors;
                                        } else
                                          var valid7 = !0;
                                        if (valid7) {
                                          if (data15.remedy !== void 0) {
                                            let data20 = data15.remedy, _errs61 = errors;
                                            if (errors === _errs61)
                                              if (typeof data20 == "string") {
                                                if (func2(data20) > 500)
                                                  return validate13.errors = [{ instancePath: instancePath + "/status/remedy", schemaPath: "#/properties/status/properties/remedy/maxLength", keyword: "maxLength", params: { limit: 500 }, message: "must NOT have more than 500 characters" }], !1;
                                              } else
                                                return validate13.errors = [{ instancePath: instancePath + "/status/remedy", schemaPath: "#/properties/status/properties/remedy/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                            var valid7 = _errs61 === errors;
                                          } else
                                            var valid7 = !0;
                                          if (valid7)
                                            if (data15.everySeconds !== void 0) {
                                              let data21 = data15.everySeconds, _errs63 = errors;
                                              if (!(typeof data21 == "number" && !(data21 % 1) && !isNaN(data21) && isFinite(data21)))
                                                return validate13.errors = [{ instancePath: instancePath + "/status/everySeconds", schemaPath: "#/properties/status/properties/everySeconds/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                              if (errors === _errs63 && typeof data21 == "number" && isFinite(data21) && (data21 < 1 || isNaN(data21)))
                                                return validate13.errors = [{ instancePath: instancePath + "/status/everySeconds", schemaPath: "#/properties/status/properties/everySeconds/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                                              var valid7 = _errs63 === errors;
                                            } else
                                              var valid7 = !0;
                                        }
                                      }
                                    }
                                  }
                                } else
                                  return validate13.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                              var valid0 = _errs47 === errors;
                            } else
                              var valid0 = !0;
                            if (valid0)
                              if (data.simulated !== void 0) {
                                let _errs65 = errors;
                                if (typeof data.simulated != "boolean")
                                  return validate13.errors = [{ instancePath: instancePath + "/simulated", schemaPath: "#/properties/simulated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                                var valid0 = _errs65 === errors;
                              } else
                                var valid0 = !0;
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate13.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate13.errors = vErrors, errors === 0;
}
var validateDeviceDescription = validate14;
function validate14(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.hostname === void 0 && (missing0 = "hostname") || data.os === void 0 && (missing0 = "os") || data.tags === void 0 && (missing0 = "tags") || data.simulated === void 0 && (missing0 = "simulated"))
        return validate14.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.hostname !== void 0) {
        let data0 = data.hostname, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 255)
              return validate14.errors = [{ instancePath: instancePath + "/hostname", schemaPath: "#/properties/hostname/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }], !1;
            if (func2(data0) < 1)
              return validate14.errors = [{ instancePath: instancePath + "/hostname", schemaPath: "#/properties/hostname/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate14.errors = [{ instancePath: instancePath + "/hostname", schemaPath: "#/properties/hostname/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.os !== void 0) {
          let data1 = data.os, _errs3 = errors;
          if (errors === _errs3)
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              let missing1;
              if (data1.type === void 0 && (missing1 = "type") || data1.version === void 0 && (missing1 = "version"))
                return validate14.errors = [{ instancePath: instancePath + "/os", schemaPath: "#/properties/os/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
              if (data1.type !== void 0) {
                let data2 = data1.type, _errs5 = errors, _errs6 = errors, valid2 = !1, _errs7 = errors;
                if (typeof data2 != "string") {
                  let err0 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                }
                if (data2 !== "Windows") {
                  let err1 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/0/const", keyword: "const", params: { allowedValue: "Windows" }, message: "must be equal to constant" };
                  vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                }
                var _valid0 = _errs7 === errors;
                if (valid2 = valid2 || _valid0, !valid2) {
                  let _errs9 = errors;
                  if (typeof data2 != "string") {
                    let err2 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                  }
                  if (data2 !== "Windows Server") {
                    let err3 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/1/const", keyword: "const", params: { allowedValue: "Windows Server" }, message: "must be equal to constant" };
                    vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                  }
                  var _valid0 = _errs9 === errors;
                  if (valid2 = valid2 || _valid0, !valid2) {
                    let _errs11 = errors;
                    if (typeof data2 != "string") {
                      let err4 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                      vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                    }
                    if (data2 !== "Linux") {
                      let err5 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/2/const", keyword: "const", params: { allowedValue: "Linux" }, message: "must be equal to constant" };
                      vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                    }
                    var _valid0 = _errs11 === errors;
                    if (valid2 = valid2 || _valid0, !valid2) {
                      let _errs13 = errors;
                      if (typeof data2 != "string") {
                        let err6 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                      }
                      if (data2 !== "macOS") {
                        let err7 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf/3/const", keyword: "const", params: { allowedValue: "macOS" }, message: "must be equal to constant" };
                        vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                      }
                      var _valid0 = _errs13 === errors;
                      valid2 = valid2 || _valid0;
                    }
                  }
                }
                if (valid2)
                  errors = _errs6, vErrors !== null && (_errs6 ? vErrors.length = _errs6 : vErrors = null);
                else {
                  let err8 = { instancePath: instancePath + "/os/type", schemaPath: "#/properties/os/properties/type/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                  return vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++, validate14.errors = vErrors, !1;
                }
                var valid1 = _errs5 === errors;
              } else
                var valid1 = !0;
              if (valid1) {
                if (data1.version !== void 0) {
                  let data3 = data1.version, _errs15 = errors;
                  if (errors === _errs15)
                    if (typeof data3 == "string") {
                      if (func2(data3) > 128)
                        return validate14.errors = [{ instancePath: instancePath + "/os/version", schemaPath: "#/properties/os/properties/version/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                    } else
                      return validate14.errors = [{ instancePath: instancePath + "/os/version", schemaPath: "#/properties/os/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                  var valid1 = _errs15 === errors;
                } else
                  var valid1 = !0;
                if (valid1) {
                  if (data1.name !== void 0) {
                    let data4 = data1.name, _errs17 = errors;
                    if (errors === _errs17)
                      if (typeof data4 == "string") {
                        if (func2(data4) > 256)
                          return validate14.errors = [{ instancePath: instancePath + "/os/name", schemaPath: "#/properties/os/properties/name/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                      } else
                        return validate14.errors = [{ instancePath: instancePath + "/os/name", schemaPath: "#/properties/os/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid1 = _errs17 === errors;
                  } else
                    var valid1 = !0;
                  if (valid1)
                    if (data1.architecture !== void 0) {
                      let data5 = data1.architecture, _errs19 = errors;
                      if (errors === _errs19)
                        if (typeof data5 == "string") {
                          if (func2(data5) > 32)
                            return validate14.errors = [{ instancePath: instancePath + "/os/architecture", schemaPath: "#/properties/os/properties/architecture/maxLength", keyword: "maxLength", params: { limit: 32 }, message: "must NOT have more than 32 characters" }], !1;
                        } else
                          return validate14.errors = [{ instancePath: instancePath + "/os/architecture", schemaPath: "#/properties/os/properties/architecture/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                      var valid1 = _errs19 === errors;
                    } else
                      var valid1 = !0;
                }
              }
            } else
              return validate14.errors = [{ instancePath: instancePath + "/os", schemaPath: "#/properties/os/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.manufacturer !== void 0) {
            let data6 = data.manufacturer, _errs21 = errors;
            if (errors === _errs21)
              if (typeof data6 == "string") {
                if (func2(data6) > 256)
                  return validate14.errors = [{ instancePath: instancePath + "/manufacturer", schemaPath: "#/properties/manufacturer/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
              } else
                return validate14.errors = [{ instancePath: instancePath + "/manufacturer", schemaPath: "#/properties/manufacturer/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            var valid0 = _errs21 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.model !== void 0) {
              let data7 = data.model, _errs23 = errors;
              if (errors === _errs23)
                if (typeof data7 == "string") {
                  if (func2(data7) > 256)
                    return validate14.errors = [{ instancePath: instancePath + "/model", schemaPath: "#/properties/model/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                } else
                  return validate14.errors = [{ instancePath: instancePath + "/model", schemaPath: "#/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
              var valid0 = _errs23 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.hardware !== void 0) {
                let data8 = data.hardware, _errs25 = errors;
                if (errors === _errs25)
                  if (Array.isArray(data8)) {
                    if (data8.length > 8)
                      return validate14.errors = [{ instancePath: instancePath + "/hardware", schemaPath: "#/properties/hardware/maxItems", keyword: "maxItems", params: { limit: 8 }, message: "must NOT have more than 8 items" }], !1;
                    {
                      var valid3 = !0;
                      let len0 = data8.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data9 = data8[i0], _errs27 = errors;
                        if (errors === _errs27)
                          if (typeof data9 == "string") {
                            if (!pattern7.test(data9))
                              return validate14.errors = [{ instancePath: instancePath + "/hardware/" + i0, schemaPath: "#/properties/hardware/items/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
                          } else
                            return validate14.errors = [{ instancePath: instancePath + "/hardware/" + i0, schemaPath: "#/properties/hardware/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                        var valid3 = _errs27 === errors;
                        if (!valid3)
                          break;
                      }
                    }
                  } else
                    return validate14.errors = [{ instancePath: instancePath + "/hardware", schemaPath: "#/properties/hardware/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                var valid0 = _errs25 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.tags !== void 0) {
                  let data10 = data.tags, _errs29 = errors;
                  if (errors === _errs29)
                    if (Array.isArray(data10)) {
                      if (data10.length > 20)
                        return validate14.errors = [{ instancePath: instancePath + "/tags", schemaPath: "#/properties/tags/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items" }], !1;
                      {
                        var valid4 = !0;
                        let len1 = data10.length;
                        for (let i1 = 0; i1 < len1; i1++) {
                          let data11 = data10[i1], _errs31 = errors;
                          if (errors === _errs31)
                            if (typeof data11 == "string") {
                              if (func2(data11) > 200)
                                return validate14.errors = [{ instancePath: instancePath + "/tags/" + i1, schemaPath: "#/properties/tags/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" }], !1;
                              if (func2(data11) < 1)
                                return validate14.errors = [{ instancePath: instancePath + "/tags/" + i1, schemaPath: "#/properties/tags/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                            } else
                              return validate14.errors = [{ instancePath: instancePath + "/tags/" + i1, schemaPath: "#/properties/tags/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                          var valid4 = _errs31 === errors;
                          if (!valid4)
                            break;
                        }
                      }
                    } else
                      return validate14.errors = [{ instancePath: instancePath + "/tags", schemaPath: "#/properties/tags/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                  var valid0 = _errs29 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.role !== void 0) {
                    let data12 = data.role, _errs33 = errors, _errs34 = errors, valid5 = !1, _errs35 = errors;
                    if (typeof data12 != "string") {
                      let err9 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                      vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                    }
                    if (data12 !== "client") {
                      let err10 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf/0/const", keyword: "const", params: { allowedValue: "client" }, message: "must be equal to constant" };
                      vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                    }
                    var _valid1 = _errs35 === errors;
                    if (valid5 = valid5 || _valid1, !valid5) {
                      let _errs37 = errors;
                      if (typeof data12 != "string") {
                        let err11 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                      }
                      if (data12 !== "server") {
                        let err12 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf/1/const", keyword: "const", params: { allowedValue: "server" }, message: "must be equal to constant" };
                        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                      }
                      var _valid1 = _errs37 === errors;
                      if (valid5 = valid5 || _valid1, !valid5) {
                        let _errs39 = errors;
                        if (typeof data12 != "string") {
                          let err13 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                          vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                        }
                        if (data12 !== "domain-controller") {
                          let err14 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf/2/const", keyword: "const", params: { allowedValue: "domain-controller" }, message: "must be equal to constant" };
                          vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                        }
                        var _valid1 = _errs39 === errors;
                        valid5 = valid5 || _valid1;
                      }
                    }
                    if (valid5)
                      errors = _errs34, vErrors !== null && (_errs34 ? vErrors.length = _errs34 : vErrors = null);
                    else {
                      let err15 = { instancePath: instancePath + "/role", schemaPath: "#/properties/role/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                      return vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++, validate14.errors = vErrors, !1;
                    }
                    var valid0 = _errs33 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.directory !== void 0) {
                      let data13 = data.directory, _errs41 = errors;
                      if (errors === _errs41)
                        if (data13 && typeof data13 == "object" && !Array.isArray(data13)) {
                          let missing2;
                          if (data13.deviceId === void 0 && (missing2 = "deviceId") || data13.tenantId === void 0 && (missing2 = "tenantId") || data13.trustType === void 0 && (missing2 = "trustType"))
                            return validate14.errors = [{ instancePath: instancePath + "/directory", schemaPath: "#/properties/directory/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" }], !1;
                          if (data13.deviceId !== void 0) {
                            let data14 = data13.deviceId, _errs43 = errors;
                            if (errors === _errs43)
                              if (typeof data14 == "string") {
                                if (!pattern0.test(data14))
                                  return validate14.errors = [{ instancePath: instancePath + "/directory/deviceId", schemaPath: "#/properties/directory/properties/deviceId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                              } else
                                return validate14.errors = [{ instancePath: instancePath + "/directory/deviceId", schemaPath: "#/properties/directory/properties/deviceId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid6 = _errs43 === errors;
                          } else
                            var valid6 = !0;
                          if (valid6) {
                            if (data13.tenantId !== void 0) {
                              let data15 = data13.tenantId, _errs45 = errors;
                              if (errors === _errs45)
                                if (typeof data15 == "string") {
                                  if (!pattern0.test(data15))
                                    return validate14.errors = [{ instancePath: instancePath + "/directory/tenantId", schemaPath: "#/properties/directory/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                } else
                                  return validate14.errors = [{ instancePath: instancePath + "/directory/tenantId", schemaPath: "#/properties/directory/properties/tenantId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid6 = _errs45 === errors;
                            } else
                              var valid6 = !0;
                            if (valid6)
                              if (data13.trustType !== void 0) {
                                let data16 = data13.trustType, _errs47 = errors, _errs48 = errors, valid7 = !1, _errs49 = errors;
                                if (typeof data16 != "string") {
                                  let err16 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                  vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                                }
                                if (data16 !== "AzureAd") {
                                  let err17 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf/0/const", keyword: "const", params: { allowedValue: "AzureAd" }, message: "must be equal to constant" };
                                  vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                                }
                                var _valid2 = _errs49 === errors;
                                if (valid7 = valid7 || _valid2, !valid7) {
                                  let _errs51 = errors;
                                  if (typeof data16 != "string") {
                                    let err18 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                                  }
                                  if (data16 !== "ServerAd") {
                                    let err19 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf/1/const", keyword: "const", params: { allowedValue: "ServerAd" }, message: "must be equal to constant" };
                                    vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                                  }
                                  var _valid2 = _errs51 === errors;
                                  if (valid7 = valid7 || _valid2, !valid7) {
                                    let _errs53 = errors;
                                    if (typeof data16 != "string") {
                                      let err20 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                      vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                                    }
                                    if (data16 !== "Workplace") {
                                      let err21 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf/2/const", keyword: "const", params: { allowedValue: "Workplace" }, message: "must be equal to constant" };
                                      vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                    }
                                    var _valid2 = _errs53 === errors;
                                    valid7 = valid7 || _valid2;
                                  }
                                }
                                if (valid7)
                                  errors = _errs48, vErrors !== null && (_errs48 ? vErrors.length = _errs48 : vErrors = null);
                                else {
                                  let err22 = { instancePath: instancePath + "/directory/trustType", schemaPath: "#/properties/directory/properties/trustType/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                  return vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++, validate14.errors = vErrors, !1;
                                }
                                var valid6 = _errs47 === errors;
                              } else
                                var valid6 = !0;
                          }
                        } else
                          return validate14.errors = [{ instancePath: instancePath + "/directory", schemaPath: "#/properties/directory/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                      var valid0 = _errs41 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0)
                      if (data.simulated !== void 0) {
                        let _errs55 = errors;
                        if (typeof data.simulated != "boolean")
                          return validate14.errors = [{ instancePath: instancePath + "/simulated", schemaPath: "#/properties/simulated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                        var valid0 = _errs55 === errors;
                      } else
                        var valid0 = !0;
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate14.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate14.errors = vErrors, errors === 0;
}
var validateDirectoryLink = validate15;
function validate15(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.deviceId === void 0 && (missing0 = "deviceId") || data.tenantId === void 0 && (missing0 = "tenantId") || data.trustType === void 0 && (missing0 = "trustType"))
        return validate15.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.deviceId !== void 0) {
        let data0 = data.deviceId, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern0.test(data0))
              return validate15.errors = [{ instancePath: instancePath + "/deviceId", schemaPath: "#/properties/deviceId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
          } else
            return validate15.errors = [{ instancePath: instancePath + "/deviceId", schemaPath: "#/properties/deviceId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.tenantId !== void 0) {
          let data1 = data.tenantId, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate15.errors = [{ instancePath: instancePath + "/tenantId", schemaPath: "#/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate15.errors = [{ instancePath: instancePath + "/tenantId", schemaPath: "#/properties/tenantId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0)
          if (data.trustType !== void 0) {
            let data2 = data.trustType, _errs5 = errors, _errs6 = errors, valid1 = !1, _errs7 = errors;
            if (typeof data2 != "string") {
              let err0 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
              vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
            }
            if (data2 !== "AzureAd") {
              let err1 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf/0/const", keyword: "const", params: { allowedValue: "AzureAd" }, message: "must be equal to constant" };
              vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
            }
            var _valid0 = _errs7 === errors;
            if (valid1 = valid1 || _valid0, !valid1) {
              let _errs9 = errors;
              if (typeof data2 != "string") {
                let err2 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
              }
              if (data2 !== "ServerAd") {
                let err3 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf/1/const", keyword: "const", params: { allowedValue: "ServerAd" }, message: "must be equal to constant" };
                vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
              }
              var _valid0 = _errs9 === errors;
              if (valid1 = valid1 || _valid0, !valid1) {
                let _errs11 = errors;
                if (typeof data2 != "string") {
                  let err4 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                }
                if (data2 !== "Workplace") {
                  let err5 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf/2/const", keyword: "const", params: { allowedValue: "Workplace" }, message: "must be equal to constant" };
                  vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                }
                var _valid0 = _errs11 === errors;
                valid1 = valid1 || _valid0;
              }
            }
            if (valid1)
              errors = _errs6, vErrors !== null && (_errs6 ? vErrors.length = _errs6 : vErrors = null);
            else {
              let err6 = { instancePath: instancePath + "/trustType", schemaPath: "#/properties/trustType/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
              return vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++, validate15.errors = vErrors, !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
      }
    } else
      return validate15.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate15.errors = vErrors, errors === 0;
}
var validateEpochClaims = validate16;
function validate16(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.iss === void 0 && (missing0 = "iss") || data.tid === void 0 && (missing0 = "tid") || data.epoch === void 0 && (missing0 = "epoch") || data.iat === void 0 && (missing0 = "iat"))
        return validate16.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.iss !== void 0) {
        let data0 = data.iss, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate16.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
            if (func2(data0) < 1)
              return validate16.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate16.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.tid !== void 0) {
          let data1 = data.tid, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate16.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate16.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.epoch !== void 0) {
            let data2 = data.epoch, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate16.errors = [{ instancePath: instancePath + "/epoch", schemaPath: "#/properties/epoch/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2) && (data2 < 2 || isNaN(data2)))
              return validate16.errors = [{ instancePath: instancePath + "/epoch", schemaPath: "#/properties/epoch/minimum", keyword: "minimum", params: { comparison: ">=", limit: 2 }, message: "must be >= 2" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.iat !== void 0) {
              let data3 = data.iat, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate16.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3) && (data3 < 0 || isNaN(data3)))
                return validate16.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.why !== void 0) {
                let data4 = data.why, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 1e3)
                      return validate16.errors = [{ instancePath: instancePath + "/why", schemaPath: "#/properties/why/maxLength", keyword: "maxLength", params: { limit: 1e3 }, message: "must NOT have more than 1000 characters" }], !1;
                  } else
                    return validate16.errors = [{ instancePath: instancePath + "/why", schemaPath: "#/properties/why/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate16.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate16.errors = vErrors, errors === 0;
}
var validateEventClaims = validate17;
var pattern19 = new RegExp("^.*$", "u");
function validate17(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.iss === void 0 && (missing0 = "iss") || data.aud === void 0 && (missing0 = "aud") || data.iat === void 0 && (missing0 = "iat") || data.exp === void 0 && (missing0 = "exp") || data.jti === void 0 && (missing0 = "jti") || data.events === void 0 && (missing0 = "events"))
        return validate17.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.iss !== void 0) {
        let data0 = data.iss, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate17.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
            if (func2(data0) < 1)
              return validate17.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate17.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.aud !== void 0) {
          let data1 = data.aud, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate17.errors = [{ instancePath: instancePath + "/aud", schemaPath: "#/properties/aud/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate17.errors = [{ instancePath: instancePath + "/aud", schemaPath: "#/properties/aud/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.iat !== void 0) {
            let data2 = data.iat, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate17.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2) && (data2 < 0 || isNaN(data2)))
              return validate17.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.exp !== void 0) {
              let data3 = data.exp, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate17.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3) && (data3 < 0 || isNaN(data3)))
                return validate17.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.jti !== void 0) {
                let data4 = data.jti, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 128)
                      return validate17.errors = [{ instancePath: instancePath + "/jti", schemaPath: "#/properties/jti/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                    if (func2(data4) < 1)
                      return validate17.errors = [{ instancePath: instancePath + "/jti", schemaPath: "#/properties/jti/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                  } else
                    return validate17.errors = [{ instancePath: instancePath + "/jti", schemaPath: "#/properties/jti/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.events !== void 0) {
                  let data5 = data.events, _errs11 = errors;
                  if (errors === _errs11)
                    if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                      var valid1 = !0;
                      for (let key0 in data5)
                        if (pattern19.test(key0)) {
                          let data6 = data5[key0], _errs13 = errors;
                          if (errors === _errs13 && !(data6 && typeof data6 == "object" && !Array.isArray(data6)))
                            return validate17.errors = [{ instancePath: instancePath + "/events/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/events/patternProperties/%5E.*%24/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                          var valid1 = _errs13 === errors;
                          if (!valid1)
                            break;
                        }
                    } else
                      return validate17.errors = [{ instancePath: instancePath + "/events", schemaPath: "#/properties/events/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate17.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate17.errors = vErrors, errors === 0;
}
var validateEventsPollAnswer = validate18;
function validate18(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.sets === void 0 && (missing0 = "sets") || data.moreAvailable === void 0 && (missing0 = "moreAvailable"))
        return validate18.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.sets !== void 0) {
        let data0 = data.sets, _errs1 = errors;
        if (errors === _errs1)
          if (data0 && typeof data0 == "object" && !Array.isArray(data0)) {
            var valid1 = !0;
            for (let key0 in data0)
              if (pattern19.test(key0)) {
                let data1 = data0[key0], _errs3 = errors;
                if (errors === _errs3)
                  if (typeof data1 == "string") {
                    if (func2(data1) > 16384)
                      return validate18.errors = [{ instancePath: instancePath + "/sets/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/sets/patternProperties/%5E.*%24/maxLength", keyword: "maxLength", params: { limit: 16384 }, message: "must NOT have more than 16384 characters" }], !1;
                  } else
                    return validate18.errors = [{ instancePath: instancePath + "/sets/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/sets/patternProperties/%5E.*%24/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid1 = _errs3 === errors;
                if (!valid1)
                  break;
              }
          } else
            return validate18.errors = [{ instancePath: instancePath + "/sets", schemaPath: "#/properties/sets/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.moreAvailable !== void 0) {
          let _errs5 = errors;
          if (typeof data.moreAvailable != "boolean")
            return validate18.errors = [{ instancePath: instancePath + "/moreAvailable", schemaPath: "#/properties/moreAvailable/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
          var valid0 = _errs5 === errors;
        } else
          var valid0 = !0;
    } else
      return validate18.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate18.errors = vErrors, errors === 0;
}
var validateEventsPollRequest = validate19;
function validate19(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      if (data.maxEvents !== void 0) {
        let data0 = data.maxEvents, _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)))
          return validate19.errors = [{ instancePath: instancePath + "/maxEvents", schemaPath: "#/properties/maxEvents/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
        if (errors === _errs1 && typeof data0 == "number" && isFinite(data0)) {
          if (data0 > 100 || isNaN(data0))
            return validate19.errors = [{ instancePath: instancePath + "/maxEvents", schemaPath: "#/properties/maxEvents/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 }, message: "must be <= 100" }], !1;
          if (data0 < 0 || isNaN(data0))
            return validate19.errors = [{ instancePath: instancePath + "/maxEvents", schemaPath: "#/properties/maxEvents/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
        }
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.returnImmediately !== void 0) {
          let _errs3 = errors;
          if (typeof data.returnImmediately != "boolean")
            return validate19.errors = [{ instancePath: instancePath + "/returnImmediately", schemaPath: "#/properties/returnImmediately/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.ack !== void 0) {
            let data2 = data.ack, _errs5 = errors;
            if (errors === _errs5)
              if (Array.isArray(data2)) {
                if (data2.length > 100)
                  return validate19.errors = [{ instancePath: instancePath + "/ack", schemaPath: "#/properties/ack/maxItems", keyword: "maxItems", params: { limit: 100 }, message: "must NOT have more than 100 items" }], !1;
                {
                  var valid1 = !0;
                  let len0 = data2.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    let data3 = data2[i0], _errs7 = errors;
                    if (errors === _errs7)
                      if (typeof data3 == "string") {
                        if (func2(data3) > 128)
                          return validate19.errors = [{ instancePath: instancePath + "/ack/" + i0, schemaPath: "#/properties/ack/items/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                      } else
                        return validate19.errors = [{ instancePath: instancePath + "/ack/" + i0, schemaPath: "#/properties/ack/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid1 = _errs7 === errors;
                    if (!valid1)
                      break;
                  }
                }
              } else
                return validate19.errors = [{ instancePath: instancePath + "/ack", schemaPath: "#/properties/ack/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0)
            if (data.setErrs !== void 0) {
              let data4 = data.setErrs, _errs9 = errors;
              if (errors === _errs9)
                if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                  if (Object.keys(data4).length > 100)
                    return validate19.errors = [{ instancePath: instancePath + "/setErrs", schemaPath: "#/properties/setErrs/maxProperties", keyword: "maxProperties", params: { limit: 100 }, message: "must NOT have more than 100 properties" }], !1;
                  var valid2 = !0;
                  for (let key0 in data4)
                    if (pattern19.test(key0)) {
                      let data5 = data4[key0], _errs11 = errors;
                      if (errors === _errs11)
                        if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                          let missing0;
                          if (data5.err === void 0 && (missing0 = "err"))
                            return validate19.errors = [{ instancePath: instancePath + "/setErrs/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/setErrs/patternProperties/%5E.*%24/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
                          if (data5.err !== void 0) {
                            let data6 = data5.err;
                            if (errors === errors)
                              if (typeof data6 == "string") {
                                if (func2(data6) > 64)
                                  return validate19.errors = [{ instancePath: instancePath + "/setErrs/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/err", schemaPath: "#/properties/setErrs/patternProperties/%5E.*%24/properties/err/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                              } else
                                return validate19.errors = [{ instancePath: instancePath + "/setErrs/" + key0.replace(/~/g, "~0").replace(/\//g, "~1") + "/err", schemaPath: "#/properties/setErrs/patternProperties/%5E.*%24/properties/err/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                          }
                        } else
                          return validate19.errors = [{ instancePath: instancePath + "/setErrs/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/setErrs/patternProperties/%5E.*%24/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                      var valid2 = _errs11 === errors;
                      if (!valid2)
                        break;
                    }
                } else
                  return validate19.errors = [{ instancePath: instancePath + "/setErrs", schemaPath: "#/properties/setErrs/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
              var valid0 = _errs9 === errors;
            } else
              var valid0 = !0;
        }
      }
    } else
      return validate19.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate19.errors = vErrors, errors === 0;
}
var validateInventoryRequest = validate20;
function validate20(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.seq === void 0 && (missing0 = "seq") || data.digest === void 0 && (missing0 = "digest") || data.device === void 0 && (missing0 = "device") || data.engine === void 0 && (missing0 = "engine") || data.agent === void 0 && (missing0 = "agent"))
        return validate20.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.seq !== void 0) {
        let data0 = data.seq, _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)))
          return validate20.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
        if (errors === _errs1 && typeof data0 == "number" && isFinite(data0)) {
          if (data0 > 9007199254740991 || isNaN(data0))
            return validate20.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991" }], !1;
          if (data0 < 1 || isNaN(data0))
            return validate20.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
        }
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.digest !== void 0) {
          let data1 = data.digest, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern7.test(data1))
                return validate20.errors = [{ instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
            } else
              return validate20.errors = [{ instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.device !== void 0) {
            let data2 = data.device, _errs5 = errors;
            if (errors === _errs5)
              if (data2 && typeof data2 == "object" && !Array.isArray(data2)) {
                let missing1;
                if (data2.hostname === void 0 && (missing1 = "hostname") || data2.os === void 0 && (missing1 = "os") || data2.tags === void 0 && (missing1 = "tags") || data2.simulated === void 0 && (missing1 = "simulated"))
                  return validate20.errors = [{ instancePath: instancePath + "/device", schemaPath: "#/properties/device/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                if (data2.hostname !== void 0) {
                  let data3 = data2.hostname, _errs7 = errors;
                  if (errors === _errs7)
                    if (typeof data3 == "string") {
                      if (func2(data3) > 255)
                        return validate20.errors = [{ instancePath: instancePath + "/device/hostname", schemaPath: "#/properties/device/properties/hostname/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }], !1;
                      if (func2(data3) < 1)
                        return validate20.errors = [{ instancePath: instancePath + "/device/hostname", schemaPath: "#/properties/device/properties/hostname/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                    } else
                      return validate20.errors = [{ instancePath: instancePath + "/device/hostname", schemaPath: "#/properties/device/properties/hostname/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                  var valid1 = _errs7 === errors;
                } else
                  var valid1 = !0;
                if (valid1) {
                  if (data2.os !== void 0) {
                    let data4 = data2.os, _errs9 = errors;
                    if (errors === _errs9)
                      if (data4 && typeof data4 == "object" && !Array.isArray(data4)) {
                        let missing2;
                        if (data4.type === void 0 && (missing2 = "type") || data4.version === void 0 && (missing2 = "version"))
                          return validate20.errors = [{ instancePath: instancePath + "/device/os", schemaPath: "#/properties/device/properties/os/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" }], !1;
                        if (data4.type !== void 0) {
                          let data5 = data4.type, _errs11 = errors, _errs12 = errors, valid3 = !1, _errs13 = errors;
                          if (typeof data5 != "string") {
                            let err0 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                          }
                          if (data5 !== "Windows") {
                            let err1 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/0/const", keyword: "const", params: { allowedValue: "Windows" }, message: "must be equal to constant" };
                            vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                          }
                          var _valid0 = _errs13 === errors;
                          if (valid3 = valid3 || _valid0, !valid3) {
                            let _errs15 = errors;
                            if (typeof data5 != "string") {
                              let err2 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                              vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                            }
                            if (data5 !== "Windows Server") {
                              let err3 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/1/const", keyword: "const", params: { allowedValue: "Windows Server" }, message: "must be equal to constant" };
                              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                            }
                            var _valid0 = _errs15 === errors;
                            if (valid3 = valid3 || _valid0, !valid3) {
                              let _errs17 = errors;
                              if (typeof data5 != "string") {
                                let err4 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                              }
                              if (data5 !== "Linux") {
                                let err5 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/2/const", keyword: "const", params: { allowedValue: "Linux" }, message: "must be equal to constant" };
                                vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                              }
                              var _valid0 = _errs17 === errors;
                              if (valid3 = valid3 || _valid0, !valid3) {
                                let _errs19 = errors;
                                if (typeof data5 != "string") {
                                  let err6 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                  vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                                }
                                if (data5 !== "macOS") {
                                  let err7 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/3/const", keyword: "const", params: { allowedValue: "macOS" }, message: "must be equal to constant" };
                                  vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                                }
                                var _valid0 = _errs19 === errors;
                                valid3 = valid3 || _valid0;
                              }
                            }
                          }
                          if (valid3)
                            errors = _errs12, vErrors !== null && (_errs12 ? vErrors.length = _errs12 : vErrors = null);
                          else {
                            let err8 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                            return vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++, validate20.errors = vErrors, !1;
                          }
                          var valid2 = _errs11 === errors;
                        } else
                          var valid2 = !0;
                        if (valid2) {
                          if (data4.version !== void 0) {
                            let data6 = data4.version, _errs21 = errors;
                            if (errors === _errs21)
                              if (typeof data6 == "string") {
                                if (func2(data6) > 128)
                                  return validate20.errors = [{ instancePath: instancePath + "/device/os/version", schemaPath: "#/properties/device/properties/os/properties/version/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                              } else
                                return validate20.errors = [{ instancePath: instancePath + "/device/os/version", schemaPath: "#/properties/device/properties/os/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid2 = _errs21 === errors;
                          } else
                            var valid2 = !0;
                          if (valid2) {
                            if (data4.name !== void 0) {
                              let data7 = data4.name, _errs23 = errors;
                              if (errors === _errs23)
                                if (typeof data7 == "string") {
                                  if (func2(data7) > 256)
                                    return validate20.errors = [{ instancePath: instancePath + "/device/os/name", schemaPath: "#/properties/device/properties/os/properties/name/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                                } else
                                  return validate20.errors = [{ instancePath: instancePath + "/device/os/name", schemaPath: "#/properties/device/properties/os/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid2 = _errs23 === errors;
                            } else
                              var valid2 = !0;
                            if (valid2)
                              if (data4.architecture !== void 0) {
                                let data8 = data4.architecture, _errs25 = errors;
                                if (errors === _errs25)
                                  if (typeof data8 == "string") {
                                    if (func2(data8) > 32)
                                      return validate20.errors = [{ instancePath: instancePath + "/device/os/architecture", schemaPath: "#/properties/device/properties/os/properties/architecture/maxLength", keyword: "maxLength", params: { limit: 32 }, message: "must NOT have more than 32 characters" }], !1;
                                  } else
                                    return validate20.errors = [{ instancePath: instancePath + "/device/os/architecture", schemaPath: "#/properties/device/properties/os/properties/architecture/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                var valid2 = _errs25 === errors;
                              } else
                                var valid2 = !0;
                          }
                        }
                      } else
                        return validate20.errors = [{ instancePath: instancePath + "/device/os", schemaPath: "#/properties/device/properties/os/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                    var valid1 = _errs9 === errors;
                  } else
                    var valid1 = !0;
                  if (valid1) {
                    if (data2.manufacturer !== void 0) {
                      let data9 = data2.manufacturer, _errs27 = errors;
                      if (errors === _errs27)
                        if (typeof data9 == "string") {
                          if (func2(data9) > 256)
                            return validate20.errors = [{ instancePath: instancePath + "/device/manufacturer", schemaPath: "#/properties/device/properties/manufacturer/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                        } else
                          return validate20.errors = [{ instancePath: instancePath + "/device/manufacturer", schemaPath: "#/properties/device/properties/manufacturer/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                      var valid1 = _errs27 === errors;
                    } else
                      var valid1 = !0;
                    if (valid1) {
                      if (data2.model !== void 0) {
                        let data10 = data2.model, _errs29 = errors;
                        if (errors === _errs29)
                          if (typeof data10 == "string") {
                            if (func2(data10) > 256)
                              return validate20.errors = [{ instancePath: instancePath + "/device/model", schemaPath: "#/properties/device/properties/model/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                          } else
                            return validate20.errors = [{ instancePath: instancePath + "/device/model", schemaPath: "#/properties/device/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                        var valid1 = _errs29 === errors;
                      } else
                        var valid1 = !0;
                      if (valid1) {
                        if (data2.hardware !== void 0) {
                          let data11 = data2.hardware, _errs31 = errors;
                          if (errors === _errs31)
                            if (Array.isArray(data11)) {
                              if (data11.length > 8)
                                return validate20.errors = [{ instancePath: instancePath + "/device/hardware", schemaPath: "#/properties/device/properties/hardware/maxItems", keyword: "maxItems", params: { limit: 8 }, message: "must NOT have more than 8 items" }], !1;
                              {
                                var valid4 = !0;
                                let len0 = data11.length;
                                for (let i0 = 0; i0 < len0; i0++) {
                                  let data12 = data11[i0], _errs33 = errors;
                                  if (errors === _errs33)
                                    if (typeof data12 == "string") {
                                      if (!pattern7.test(data12))
                                        return validate20.errors = [{ instancePath: instancePath + "/device/hardware/" + i0, schemaPath: "#/properties/device/properties/hardware/items/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
                                    } else
                                      return validate20.errors = [{ instancePath: instancePath + "/device/hardware/" + i0, schemaPath: "#/properties/device/properties/hardware/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  var valid4 = _errs33 === errors;
                                  if (!valid4)
                                    break;
                                }
                              }
                            } else
                              return validate20.errors = [{ instancePath: instancePath + "/device/hardware", schemaPath: "#/properties/device/properties/hardware/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                          var valid1 = _errs31 === errors;
                        } else
                          var valid1 = !0;
                        if (valid1) {
                          if (data2.tags !== void 0) {
                            let data13 = data2.tags, _errs35 = errors;
                            if (errors === _errs35)
                              if (Array.isArray(data13)) {
                                if (data13.length > 20)
                                  return validate20.errors = [{ instancePath: instancePath + "/device/tags", schemaPath: "#/properties/device/properties/tags/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items" }], !1;
                                {
                                  var valid5 = !0;
                                  let len1 = data13.length;
                                  for (let i1 = 0; i1 < len1; i1++) {
                                    let data14 = data13[i1], _errs37 = errors;
                                    if (errors === _errs37)
                                      if (typeof data14 == "string") {
                                        if (func2(data14) > 200)
                                          return validate20.errors = [{ instancePath: instancePath + "/device/tags/" + i1, schemaPath: "#/properties/device/properties/tags/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" }], !1;
                                        if (func2(data14) < 1)
                                          return validate20.errors = [{ instancePath: instancePath + "/device/tags/" + i1, schemaPath: "#/properties/device/properties/tags/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                      } else
                                        return validate20.errors = [{ instancePath: instancePath + "/device/tags/" + i1, schemaPath: "#/properties/device/properties/tags/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                    var valid5 = _errs37 === errors;
                                    if (!valid5)
                                      break;
                                  }
                                }
                              } else
                                return validate20.errors = [{ instancePath: instancePath + "/device/tags", schemaPath: "#/properties/device/properties/tags/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                            var valid1 = _errs35 === errors;
                          } else
                            var valid1 = !0;
                          if (valid1) {
                            if (data2.role !== void 0) {
                              let data15 = data2.role, _errs39 = errors, _errs40 = errors, valid6 = !1, _errs41 = errors;
                              if (typeof data15 != "string") {
                                let err9 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                              }
                              if (data15 !== "client") {
                                let err10 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/0/const", keyword: "const", params: { allowedValue: "client" }, message: "must be equal to constant" };
                                vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                              }
                              var _valid1 = _errs41 === errors;
                              if (valid6 = valid6 || _valid1, !valid6) {
                                let _errs43 = errors;
                                if (typeof data15 != "string") {
                                  let err11 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                  vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                                }
                                if (data15 !== "server") {
                                  let err12 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/1/const", keyword: "const", params: { allowedValue: "server" }, message: "must be equal to constant" };
                                  vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                                }
                                var _valid1 = _errs43 === errors;
                                if (valid6 = valid6 || _valid1, !valid6) {
                                  let _errs45 = errors;
                                  if (typeof data15 != "string") {
                                    let err13 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                    vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                                  }
                                  if (data15 !== "domain-controller") {
                                    let err14 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/2/const", keyword: "const", params: { allowedValue: "domain-controller" }, message: "must be equal to constant" };
                                    vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                                  }
                                  var _valid1 = _errs45 === errors;
                                  valid6 = valid6 || _valid1;
                                }
                              }
                              if (valid6)
                                errors = _errs40, vErrors !== null && (_errs40 ? vErrors.length = _errs40 : vErrors = null);
                              else {
                                let err15 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                return vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++, validate20.errors = vErrors, !1;
                              }
                              var valid1 = _errs39 === errors;
                            } else
                              var valid1 = !0;
                            if (valid1) {
                              if (data2.directory !== void 0) {
                                let data16 = data2.directory, _errs47 = errors;
                                if (errors === _errs47)
                                  if (data16 && typeof data16 == "object" && !Array.isArray(data16)) {
                                    let missing3;
                                    if (data16.deviceId === void 0 && (missing3 = "deviceId") || data16.tenantId === void 0 && (missing3 = "tenantId") || data16.trustType === void 0 && (missing3 = "trustType"))
                                      return validate20.errors = [{ instancePath: instancePath + "/device/directory", schemaPath: "#/properties/device/properties/directory/required", keyword: "required", params: { missingProperty: missing3 }, message: "must have required property '" + missing3 + "'" }], !1;
                                    if (data16.deviceId !== void 0) {
                                      let data17 = data16.deviceId, _errs49 = errors;
                                      if (errors === _errs49)
                                        if (typeof data17 == "string") {
                                          if (!pattern0.test(data17))
                                            return validate20.errors = [{ instancePath: instancePath + "/device/directory/deviceId", schemaPath: "#/properties/device/properties/directory/properties/deviceId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                        } else
                                          return validate20.errors = [{ instancePath: instancePath + "/device/directory/deviceId", schemaPath: "#/properties/device/properties/directory/properties/deviceId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      var valid7 = _errs49 === errors;
                                    } else
                                      var valid7 = !0;
                                    if (valid7) {
                                      if (data16.tenantId !== void 0) {
                                        let data18 = data16.tenantId, _errs51 = errors;
                                        if (errors === _errs51)
                                          if (typeof data18 == "string") {
                                            if (!pattern0.test(data18))
                                              return validate20.errors = [{ instancePath: instancePath + "/device/directory/tenantId", schemaPath: "#/properties/device/properties/directory/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                          } else
                                            return validate20.errors = [{ instancePath: instancePath + "/device/directory/tenantId", schemaPath: "#/properties/device/properties/directory/properties/tenantId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        var valid7 = _errs51 === errors;
                                      } else
                                        var valid7 = !0;
                                      if (valid7)
                                        if (data16.trustType !== void 0) {
                                          let data19 = data16.trustType, _errs53 = errors, _errs54 = errors, valid8 = !1, _errs55 = errors;
                                          if (typeof data19 != "string") {
                                            let err16 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                                          }
                                          if (data19 !== "AzureAd") {
                                            let err17 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/0/const", keyword: "const", params: { allowedValue: "AzureAd" }, message: "must be equal to constant" };
                                            vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                                          }
                                          var _valid2 = _errs55 === errors;
                                          if (valid8 = valid8 || _valid2, !valid8) {
                                            let _errs57 = errors;
                                            if (typeof data19 != "string") {
                                              let err18 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                                            }
                                            if (data19 !== "ServerAd") {
                                              let err19 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/1/const", keyword: "const", params: { allowedValue: "ServerAd" }, message: "must be equal to constant" };
                                              vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                                            }
                                            var _valid2 = _errs57 === errors;
                                            if (valid8 = valid8 || _valid2, !valid8) {
                                              let _errs59 = errors;
                                              if (typeof data19 != "string") {
                                                let err20 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                                              }
                                              if (data19 !== "Workplace") {
                                                let err21 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/2/const", keyword: "const", params: { allowedValue: "Workplace" }, message: "must be equal to constant" };
                                                vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                              }
                                              var _valid2 = _errs59 === errors;
                                              valid8 = valid8 || _valid2;
                                            }
                                          }
                                          if (valid8)
                                            errors = _errs54, vErrors !== null && (_errs54 ? vErrors.length = _errs54 : vErrors = null);
                                          else {
                                            let err22 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                            return vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++, validate20.errors = vErrors, !1;
                                          }
                                          var valid7 = _errs53 === errors;
                                        } else
                                          var valid7 = !0;
                                    }
                                  } else
                                    return validate20.errors = [{ instancePath: instancePath + "/device/directory", schemaPath: "#/properties/device/properties/directory/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                var valid1 = _errs47 === errors;
                              } else
                                var valid1 = !0;
                              if (valid1)
                                if (data2.simulated !== void 0) {
                                  let _errs61 = errors;
                                  if (typeof data2.simulated != "boolean")
                                    return validate20.errors = [{ instancePath: instancePath + "/device/simulated", schemaPath: "#/properties/device/properties/simulated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                                  var valid1 = _errs61 === errors;
                                } else
                                  var valid1 = !0;
                            }
                          }
                        }
                      }
                    }
                  }
                }
              } else
                return validate20.errors = [{ instancePath: instancePath + "/device", schemaPath: "#/properties/device/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.engine !== void 0) {
              let data21 = data.engine, _errs63 = errors;
              if (errors === _errs63)
                if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
                  let missing4;
                  if (data21.state === void 0 && (missing4 = "state") || data21.version === void 0 && (missing4 = "version"))
                    return validate20.errors = [{ instancePath: instancePath + "/engine", schemaPath: "#/properties/engine/required", keyword: "required", params: { missingProperty: missing4 }, message: "must have required property '" + missing4 + "'" }], !1;
                  if (data21.state !== void 0) {
                    let data22 = data21.state, _errs65 = errors;
                    if (errors === _errs65)
                      if (typeof data22 == "string") {
                        if (func2(data22) > 64)
                          return validate20.errors = [{ instancePath: instancePath + "/engine/state", schemaPath: "#/properties/engine/properties/state/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                      } else
                        return validate20.errors = [{ instancePath: instancePath + "/engine/state", schemaPath: "#/properties/engine/properties/state/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid9 = _errs65 === errors;
                  } else
                    var valid9 = !0;
                  if (valid9) {
                    if (data21.version !== void 0) {
                      let data23 = data21.version, _errs67 = errors, _errs68 = errors, valid10 = !1, _errs69 = errors;
                      if (errors === _errs69)
                        if (typeof data23 == "string") {
                          if (func2(data23) > 64) {
                            let err23 = { instancePath: instancePath + "/engine/version", schemaPath: "#/properties/engine/properties/version/anyOf/0/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" };
                            vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                          }
                        } else {
                          let err24 = { instancePath: instancePath + "/engine/version", schemaPath: "#/properties/engine/properties/version/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                          vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                        }
                      var _valid3 = _errs69 === errors;
                      if (valid10 = valid10 || _valid3, !valid10) {
                        let _errs71 = errors;
                        if (data23 !== null) {
                          let err25 = { instancePath: instancePath + "/engine/version", schemaPath: "#/properties/engine/properties/version/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                          vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                        }
                        var _valid3 = _errs71 === errors;
                        valid10 = valid10 || _valid3;
                      }
                      if (valid10)
                        errors = _errs68, vErrors !== null && (_errs68 ? vErrors.length = _errs68 : vErrors = null);
                      else {
                        let err26 = { instancePath: instancePath + "/engine/version", schemaPath: "#/properties/engine/properties/version/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                        return vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++, validate20.errors = vErrors, !1;
                      }
                      var valid9 = _errs67 === errors;
                    } else
                      var valid9 = !0;
                    if (valid9) {
                      if (data21.signatureVersion !== void 0) {
                        let data24 = data21.signatureVersion, _errs73 = errors, _errs74 = errors, valid11 = !1, _errs75 = errors;
                        if (errors === _errs75)
                          if (typeof data24 == "string") {
                            if (func2(data24) > 64) {
                              let err27 = { instancePath: instancePath + "/engine/signatureVersion", schemaPath: "#/properties/engine/properties/signatureVersion/anyOf/0/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" };
                              vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                            }
                          } else {
                            let err28 = { instancePath: instancePath + "/engine/signatureVersion", schemaPath: "#/properties/engine/properties/signatureVersion/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                          }
                        var _valid4 = _errs75 === errors;
                        if (valid11 = valid11 || _valid4, !valid11) {
                          let _errs77 = errors;
                          if (data24 !== null) {
                            let err29 = { instancePath: instancePath + "/engine/signatureVersion", schemaPath: "#/properties/engine/properties/signatureVersion/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                            vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++;
                          }
                          var _valid4 = _errs77 === errors;
                          valid11 = valid11 || _valid4;
                        }
                        if (valid11)
                          errors = _errs74, vErrors !== null && (_errs74 ? vErrors.length = _errs74 : vErrors = null);
                        else {
                          let err30 = { instancePath: instancePath + "/engine/signatureVersion", schemaPath: "#/properties/engine/properties/signatureVersion/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                          return vErrors === null ? vErrors = [err30] : vErrors.push(err30), errors++, validate20.errors = vErrors, !1;
                        }
                        var valid9 = _errs73 === errors;
                      } else
                        var valid9 = !0;
                      if (valid9) {
                        if (data21.signaturesAt !== void 0) {
                          let data25 = data21.signaturesAt, _errs79 = errors, _errs80 = errors, valid12 = !1, _errs81 = errors;
                          if (errors === _errs81)
                            if (typeof data25 == "string") {
                              if (!pattern6.test(data25)) {
                                let err31 = { instancePath: instancePath + "/engine/signaturesAt", schemaPath: "#/properties/engine/properties/signaturesAt/anyOf/0/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$" }, message: 'must match pattern "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$"' };
                                vErrors === null ? vErrors = [err31] : vErrors.push(err31), errors++;
                              }
                            } else {
                              let err32 = { instancePath: instancePath + "/engine/signaturesAt", schemaPath: "#/properties/engine/properties/signaturesAt/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                              vErrors === null ? vErrors = [err32] : vErrors.push(err32), errors++;
                            }
                          var _valid5 = _errs81 === errors;
                          if (valid12 = valid12 || _valid5, !valid12) {
                            let _errs83 = errors;
                            if (data25 !== null) {
                              let err33 = { instancePath: instancePath + "/engine/signaturesAt", schemaPath: "#/properties/engine/properties/signaturesAt/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                              vErrors === null ? vErrors = [err33] : vErrors.push(err33), errors++;
                            }
                            var _valid5 = _errs83 === errors;
                            valid12 = valid12 || _valid5;
                          }
                          if (valid12)
                            errors = _errs80, vErrors !== null && (_errs80 ? vErrors.length = _errs80 : vErrors = null);
                          else {
                            let err34 = { instancePath: instancePath + "/engine/signaturesAt", schemaPath: "#/properties/engine/properties/signaturesAt/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                            return vErrors === null ? vErrors = [err34] : vErrors.push(err34), errors++, validate20.errors = vErrors, !1;
                          }
                          var valid9 = _errs79 === errors;
                        } else
                          var valid9 = !0;
                        if (valid9) {
                          if (data21.realTime !== void 0) {
                            let data26 = data21.realTime, _errs85 = errors, _errs86 = errors, valid13 = !1, _errs87 = errors;
                            if (typeof data26 != "boolean") {
                              let err35 = { instancePath: instancePath + "/engine/realTime", schemaPath: "#/properties/engine/properties/realTime/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                              vErrors === null ? vErrors = [err35] : vErrors.push(err35), errors++;
                            }
                            var _valid6 = _errs87 === errors;
                            if (valid13 = valid13 || _valid6, !valid13) {
                              let _errs89 = errors;
                              if (data26 !== null) {
                                let err36 = { instancePath: instancePath + "/engine/realTime", schemaPath: "#/properties/engine/properties/realTime/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                                vErrors === null ? vErrors = [err36] : vErrors.push(err36), errors++;
                              }
                              var _valid6 = _errs89 === errors;
                              valid13 = valid13 || _valid6;
                            }
                            if (valid13)
                              errors = _errs86, vErrors !== null && (_errs86 ? vErrors.length = _errs86 : vErrors = null);
                            else {
                              let err37 = { instancePath: instancePath + "/engine/realTime", schemaPath: "#/properties/engine/properties/realTime/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                              return vErrors === null ? vErrors = [err37] : vErrors.push(err37), errors++, validate20.errors = vErrors, !1;
                            }
                            var valid9 = _errs85 === errors;
                          } else
                            var valid9 = !0;
                          if (valid9) {
                            if (data21.passive !== void 0) {
                              let data27 = data21.passive, _errs91 = errors, _errs92 = errors, valid14 = !1, _errs93 = errors;
                              if (typeof data27 != "boolean") {
                                let err38 = { instancePath: instancePath + "/engine/passive", schemaPath: "#/properties/engine/properties/passive/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                                vErrors === null ? vErrors = [err38] : vErrors.push(err38), errors++;
                              }
                              var _valid7 = _errs93 === errors;
                              if (valid14 = valid14 || _valid7, !valid14) {
                                let _errs95 = errors;
                                if (data27 !== null) {
                                  let err39 = { instancePath: instancePath + "/engine/passive", schemaPath: "#/properties/engine/properties/passive/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                                  vErrors === null ? vErrors = [err39] : vErrors.push(err39), errors++;
                                }
                                var _valid7 = _errs95 === errors;
                                valid14 = valid14 || _valid7;
                              }
                              if (valid14)
                                errors = _errs92, vErrors !== null && (_errs92 ? vErrors.length = _errs92 : vErrors = null);
                              else {
                                let err40 = { instancePath: instancePath + "/engine/passive", schemaPath: "#/properties/engine/properties/passive/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                return vErrors === null ? vErrors = [err40] : vErrors.push(err40), errors++, validate20.errors = vErrors, !1;
                              }
                              var valid9 = _errs91 === errors;
                            } else
                              var valid9 = !0;
                            if (valid9)
                              if (data21.tamperProtected !== void 0) {
                                let data28 = data21.tamperProtected, _errs97 = errors, _errs98 = errors, valid15 = !1, _errs99 = errors;
                                if (typeof data28 != "boolean") {
                                  let err41 = { instancePath: instancePath + "/engine/tamperProtected", schemaPath: "#/properties/engine/properties/tamperProtected/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                                  vErrors === null ? vErrors = [err41] : vErrors.push(err41), errors++;
                                }
                                var _valid8 = _errs99 === errors;
                                if (valid15 = valid15 || _valid8, !valid15) {
                                  let _errs101 = errors;
                                  if (data28 !== null) {
                                    let err42 = { instancePath: instancePath + "/engine/tamperProtected", schemaPath: "#/properties/engine/properties/tamperProtected/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                                    vErrors === null ? vErrors = [err42] : vErrors.push(err42), errors++;
                                  }
                                  var _valid8 = _errs101 === errors;
                                  valid15 = valid15 || _valid8;
                                }
                                if (valid15)
                                  errors = _errs98, vErrors !== null && (_errs98 ? vErrors.length = _errs98 : vErrors = null);
                                else {
                                  let err43 = { instancePath: instancePath + "/engine/tamperProtected", schemaPath: "#/properties/engine/properties/tamperProtected/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                  return vErrors === null ? vErrors = [err43] : vErrors.push(err43), errors++, validate20.errors = vErrors, !1;
                                }
                                var valid9 = _errs97 === errors;
                              } else
                                var valid9 = !0;
                          }
                        }
                      }
                    }
                  }
                } else
                  return validate20.errors = [{ instancePath: instancePath + "/engine", schemaPath: "#/properties/engine/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
              var valid0 = _errs63 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.sensor !== void 0) {
                let data29 = data.sensor, _errs103 = errors;
                if (errors === _errs103)
                  if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
                    let missing5;
                    if (data29.onboarded === void 0 && (missing5 = "onboarded") || data29.organisation === void 0 && (missing5 = "organisation"))
                      return validate20.errors = [{ instancePath: instancePath + "/sensor", schemaPath: "#/properties/sensor/required", keyword: "required", params: { missingProperty: missing5 }, message: "must have required property '" + missing5 + "'" }], !1;
                    if (data29.onboarded !== void 0) {
                      let data30 = data29.onboarded, _errs105 = errors, _errs106 = errors, valid17 = !1, _errs107 = errors;
                      if (typeof data30 != "boolean") {
                        let err44 = { instancePath: instancePath + "/sensor/onboarded", schemaPath: "#/properties/sensor/properties/onboarded/anyOf/0/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" };
                        vErrors === null ? vErrors = [err44] : vErrors.push(err44), errors++;
                      }
                      var _valid9 = _errs107 === errors;
                      if (valid17 = valid17 || _valid9, !valid17) {
                        let _errs109 = errors;
                        if (data30 !== null) {
                          let err45 = { instancePath: instancePath + "/sensor/onboarded", schemaPath: "#/properties/sensor/properties/onboarded/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                          vErrors === null ? vErrors = [err45] : vErrors.push(err45), errors++;
                        }
                        var _valid9 = _errs109 === errors;
                        valid17 = valid17 || _valid9;
                      }
                      if (valid17)
                        errors = _errs106, vErrors !== null && (_errs106 ? vErrors.length = _errs106 : vErrors = null);
                      else {
                        let err46 = { instancePath: instancePath + "/sensor/onboarded", schemaPath: "#/properties/sensor/properties/onboarded/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                        return vErrors === null ? vErrors = [err46] : vErrors.push(err46), errors++, validate20.errors = vErrors, !1;
                      }
                      var valid16 = _errs105 === errors;
                    } else
                      var valid16 = !0;
                    if (valid16)
                      if (data29.organisation !== void 0) {
                        let data31 = data29.organisation, _errs111 = errors, _errs112 = errors, valid18 = !1, _errs113 = errors;
                        if (errors === _errs113)
                          if (typeof data31 == "string") {
                            if (func2(data31) > 64) {
                              let err47 = { instancePath: instancePath + "/sensor/organisation", schemaPath: "#/properties/sensor/properties/organisation/anyOf/0/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" };
                              vErrors === null ? vErrors = [err47] : vErrors.push(err47), errors++;
                            }
                          } else {
                            let err48 = { instancePath: instancePath + "/sensor/organisation", schemaPath: "#/properties/sensor/properties/organisation/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                            vErrors === null ? vErrors = [err48] : vErrors.push(err48), errors++;
                          }
                        var _valid10 = _errs113 === errors;
                        if (valid18 = valid18 || _valid10, !valid18) {
                          let _errs115 = errors;
                          if (data31 !== null) {
                            let err49 = { instancePath: instancePath + "/sensor/organisation", schemaPath: "#/properties/sensor/properties/organisation/anyOf/1/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                            vErrors === null ? vErrors = [err49] : vErrors.push(err49), errors++;
                          }
                          var _valid10 = _errs115 === errors;
                          valid18 = valid18 || _valid10;
                        }
                        if (valid18)
                          errors = _errs112, vErrors !== null && (_errs112 ? vErrors.length = _errs112 : vErrors = null);
                        else {
                          let err50 = { instancePath: instancePath + "/sensor/organisation", schemaPath: "#/properties/sensor/properties/organisation/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                          return vErrors === null ? vErrors = [err50] : vErrors.push(err50), errors++, validate20.errors = vErrors, !1;
                        }
                        var valid16 = _errs111 === errors;
                      } else
                        var valid16 = !0;
                  } else
                    return validate20.errors = [{ instancePath: instancePath + "/sensor", schemaPath: "#/properties/sensor/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                var valid0 = _errs103 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.firewall !== void 0) {
                  let data32 = data.firewall, _errs117 = errors, _errs118 = errors, valid19 = !1, _errs119 = errors;
                  if (typeof data32 != "string") {
                    let err51 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err51] : vErrors.push(err51), errors++;
                  }
                  if (data32 !== "on") {
                    let err52 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/0/const", keyword: "const", params: { allowedValue: "on" }, message: "must be equal to constant" };
                    vErrors === null ? vErrors = [err52] : vErrors.push(err52), errors++;
                  }
                  var _valid11 = _errs119 === errors;
                  if (valid19 = valid19 || _valid11, !valid19) {
                    let _errs121 = errors;
                    if (typeof data32 != "string") {
                      let err53 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                      vErrors === null ? vErrors = [err53] : vErrors.push(err53), errors++;
                    }
                    if (data32 !== "off") {
                      let err54 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/1/const", keyword: "const", params: { allowedValue: "off" }, message: "must be equal to constant" };
                      vErrors === null ? vErrors = [err54] : vErrors.push(err54), errors++;
                    }
                    var _valid11 = _errs121 === errors;
                    if (valid19 = valid19 || _valid11, !valid19) {
                      let _errs123 = errors;
                      if (typeof data32 != "string") {
                        let err55 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err55] : vErrors.push(err55), errors++;
                      }
                      if (data32 !== "partly") {
                        let err56 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/2/const", keyword: "const", params: { allowedValue: "partly" }, message: "must be equal to constant" };
                        vErrors === null ? vErrors = [err56] : vErrors.push(err56), errors++;
                      }
                      var _valid11 = _errs123 === errors;
                      if (valid19 = valid19 || _valid11, !valid19) {
                        let _errs125 = errors;
                        if (data32 !== null) {
                          let err57 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf/3/type", keyword: "type", params: { type: "null" }, message: "must be null" };
                          vErrors === null ? vErrors = [err57] : vErrors.push(err57), errors++;
                        }
                        var _valid11 = _errs125 === errors;
                        valid19 = valid19 || _valid11;
                      }
                    }
                  }
                  if (valid19)
                    errors = _errs118, vErrors !== null && (_errs118 ? vErrors.length = _errs118 : vErrors = null);
                  else {
                    let err58 = { instancePath: instancePath + "/firewall", schemaPath: "#/properties/firewall/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                    return vErrors === null ? vErrors = [err58] : vErrors.push(err58), errors++, validate20.errors = vErrors, !1;
                  }
                  var valid0 = _errs117 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.managers !== void 0) {
                    let data33 = data.managers, _errs127 = errors;
                    if (errors === _errs127)
                      if (Array.isArray(data33)) {
                        if (data33.length > 20)
                          return validate20.errors = [{ instancePath: instancePath + "/managers", schemaPath: "#/properties/managers/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items" }], !1;
                        {
                          var valid20 = !0;
                          let len2 = data33.length;
                          for (let i2 = 0; i2 < len2; i2++) {
                            let data34 = data33[i2], _errs129 = errors;
                            if (errors === _errs129)
                              if (typeof data34 == "string") {
                                if (func2(data34) > 200)
                                  return validate20.errors = [{ instancePath: instancePath + "/managers/" + i2, schemaPath: "#/properties/managers/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" }], !1;
                              } else
                                return validate20.errors = [{ instancePath: instancePath + "/managers/" + i2, schemaPath: "#/properties/managers/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid20 = _errs129 === errors;
                            if (!valid20)
                              break;
                          }
                        }
                      } else
                        return validate20.errors = [{ instancePath: instancePath + "/managers", schemaPath: "#/properties/managers/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                    var valid0 = _errs127 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.hardware !== void 0) {
                      let data35 = data.hardware, _errs131 = errors;
                      if (errors === _errs131)
                        if (data35 && typeof data35 == "object" && !Array.isArray(data35)) {
                          if (data35.processor !== void 0) {
                            let data36 = data35.processor, _errs133 = errors;
                            if (errors === _errs133)
                              if (typeof data36 == "string") {
                                if (func2(data36) > 200)
                                  return validate20.errors = [{ instancePath: instancePath + "/hardware/processor", schemaPath: "#/properties/hardware/properties/processor/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" }], !1;
                              } else
                                return validate20.errors = [{ instancePath: instancePath + "/hardware/processor", schemaPath: "#/properties/hardware/properties/processor/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid21 = _errs133 === errors;
                          } else
                            var valid21 = !0;
                          if (valid21) {
                            if (data35.cores !== void 0) {
                              let data37 = data35.cores, _errs135 = errors;
                              if (!(typeof data37 == "number" && !(data37 % 1) && !isNaN(data37) && isFinite(data37)))
                                return validate20.errors = [{ instancePath: instancePath + "/hardware/cores", schemaPath: "#/properties/hardware/properties/cores/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                              if (errors === _errs135 && typeof data37 == "number" && isFinite(data37)) {
                                if (data37 > 65536 || isNaN(data37))
                                  return validate20.errors = [{ instancePath: instancePath + "/hardware/cores", schemaPath: "#/properties/hardware/properties/cores/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65536 }, message: "must be <= 65536" }], !1;
                                if (data37 < 1 || isNaN(data37))
                                  return validate20.errors = [{ instancePath: instancePath + "/hardware/cores", schemaPath: "#/properties/hardware/properties/cores/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                              }
                              var valid21 = _errs135 === errors;
                            } else
                              var valid21 = !0;
                            if (valid21) {
                              if (data35.memory !== void 0) {
                                let data38 = data35.memory, _errs137 = errors;
                                if (!(typeof data38 == "number" && !(data38 % 1) && !isNaN(data38) && isFinite(data38)))
                                  return validate20.errors = [{ instancePath: instancePath + "/hardware/memory", schemaPath: "#/properties/hardware/properties/memory/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                if (errors === _errs137 && typeof data38 == "number" && isFinite(data38) && (data38 < 0 || isNaN(data38)))
                                  return validate20.errors = [{ instancePath: instancePath + "/hardware/memory", schemaPath: "#/properties/hardware/properties/memory/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                var valid21 = _errs137 === errors;
                              } else
                                var valid21 = !0;
                              if (valid21)
                                if (data35.virtual !== void 0) {
                                  let _errs139 = errors;
                                  if (typeof data35.virtual != "boolean")
                                    return validate20.errors = [{ instancePath: instancePath + "/hardware/virtual", schemaPath: "#/properties/hardware/properties/virtual/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                                  var valid21 = _errs139 === errors;
                                } else
                                  var valid21 = !0;
                            }
                          }
                        } else
                          return validate20.errors = [{ instancePath: instancePath + "/hardware", schemaPath: "#/properties/hardware/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                      var valid0 = _errs131 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0)
                      if (data.agent !== void 0) {
                        let data40 = data.agent, _errs141 = errors;
                        if (errors === _errs141)
                          if (typeof data40 == "string") {
                            if (func2(data40) > 64)
                              return validate20.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                          } else
                            return validate20.errors = [{ instancePath: instancePath + "/agent", schemaPath: "#/properties/agent/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                        var valid0 = _errs141 === errors;
                      } else
                        var valid0 = !0;
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate20.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate20.errors = vErrors, errors === 0;
}
var validateKeySetClaims = validate21;
var pattern28 = new RegExp("^[A-Za-z0-9_-]{43}$", "u");
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.iss === void 0 && (missing0 = "iss") || data.tid === void 0 && (missing0 = "tid") || data.ver === void 0 && (missing0 = "ver") || data.iat === void 0 && (missing0 = "iat") || data.keys === void 0 && (missing0 = "keys"))
        return validate21.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.iss !== void 0) {
        let data0 = data.iss, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate21.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
            if (func2(data0) < 1)
              return validate21.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate21.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.tid !== void 0) {
          let data1 = data.tid, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate21.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate21.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.ver !== void 0) {
            let data2 = data.ver, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate21.errors = [{ instancePath: instancePath + "/ver", schemaPath: "#/properties/ver/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2) && (data2 < 1 || isNaN(data2)))
              return validate21.errors = [{ instancePath: instancePath + "/ver", schemaPath: "#/properties/ver/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.iat !== void 0) {
              let data3 = data.iat, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate21.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3) && (data3 < 0 || isNaN(data3)))
                return validate21.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.keys !== void 0) {
                let data4 = data.keys, _errs9 = errors;
                if (errors === _errs9)
                  if (Array.isArray(data4)) {
                    if (data4.length > 8)
                      return validate21.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/maxItems", keyword: "maxItems", params: { limit: 8 }, message: "must NOT have more than 8 items" }], !1;
                    if (data4.length < 1)
                      return validate21.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }], !1;
                    {
                      var valid1 = !0;
                      let len0 = data4.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data5 = data4[i0], _errs11 = errors;
                        if (errors === _errs11)
                          if (data5 && typeof data5 == "object" && !Array.isArray(data5)) {
                            let missing1;
                            if (data5.kty === void 0 && (missing1 = "kty") || data5.crv === void 0 && (missing1 = "crv") || data5.x === void 0 && (missing1 = "x") || data5.y === void 0 && (missing1 = "y"))
                              return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0, schemaPath: "#/properties/keys/items/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                            if (data5.kty !== void 0) {
                              let data6 = data5.kty, _errs13 = errors;
                              if (typeof data6 != "string")
                                return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kty", schemaPath: "#/properties/keys/items/properties/kty/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              if (data6 !== "EC")
                                return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kty", schemaPath: "#/properties/keys/items/properties/kty/const", keyword: "const", params: { allowedValue: "EC" }, message: "must be equal to constant" }], !1;
                              var valid2 = _errs13 === errors;
                            } else
                              var valid2 = !0;
                            if (valid2) {
                              if (data5.crv !== void 0) {
                                let data7 = data5.crv, _errs15 = errors;
                                if (typeof data7 != "string")
                                  return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/crv", schemaPath: "#/properties/keys/items/properties/crv/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                if (data7 !== "P-256")
                                  return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/crv", schemaPath: "#/properties/keys/items/properties/crv/const", keyword: "const", params: { allowedValue: "P-256" }, message: "must be equal to constant" }], !1;
                                var valid2 = _errs15 === errors;
                              } else
                                var valid2 = !0;
                              if (valid2) {
                                if (data5.x !== void 0) {
                                  let data8 = data5.x, _errs17 = errors;
                                  if (errors === _errs17)
                                    if (typeof data8 == "string") {
                                      if (!pattern28.test(data8))
                                        return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/x", schemaPath: "#/properties/keys/items/properties/x/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                    } else
                                      return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/x", schemaPath: "#/properties/keys/items/properties/x/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  var valid2 = _errs17 === errors;
                                } else
                                  var valid2 = !0;
                                if (valid2) {
                                  if (data5.y !== void 0) {
                                    let data9 = data5.y, _errs19 = errors;
                                    if (errors === _errs19)
                                      if (typeof data9 == "string") {
                                        if (!pattern28.test(data9))
                                          return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/y", schemaPath: "#/properties/keys/items/properties/y/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                      } else
                                        return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/y", schemaPath: "#/properties/keys/items/properties/y/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                    var valid2 = _errs19 === errors;
                                  } else
                                    var valid2 = !0;
                                  if (valid2) {
                                    if (data5.kid !== void 0) {
                                      let data10 = data5.kid, _errs21 = errors;
                                      if (errors === _errs21)
                                        if (typeof data10 == "string") {
                                          if (func2(data10) > 128)
                                            return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kid", schemaPath: "#/properties/keys/items/properties/kid/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                          if (func2(data10) < 1)
                                            return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kid", schemaPath: "#/properties/keys/items/properties/kid/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                        } else
                                          return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kid", schemaPath: "#/properties/keys/items/properties/kid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      var valid2 = _errs21 === errors;
                                    } else
                                      var valid2 = !0;
                                    if (valid2) {
                                      if (data5.alg !== void 0) {
                                        let data11 = data5.alg, _errs23 = errors;
                                        if (typeof data11 != "string")
                                          return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/alg", schemaPath: "#/properties/keys/items/properties/alg/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        if (data11 !== "ES256")
                                          return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/alg", schemaPath: "#/properties/keys/items/properties/alg/const", keyword: "const", params: { allowedValue: "ES256" }, message: "must be equal to constant" }], !1;
                                        var valid2 = _errs23 === errors;
                                      } else
                                        var valid2 = !0;
                                      if (valid2)
                                        if (data5.use !== void 0) {
                                          let data12 = data5.use, _errs25 = errors;
                                          if (typeof data12 != "string")
                                            return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/use", schemaPath: "#/properties/keys/items/properties/use/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                          if (data12 !== "sig")
                                            return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/use", schemaPath: "#/properties/keys/items/properties/use/const", keyword: "const", params: { allowedValue: "sig" }, message: "must be equal to constant" }], !1;
                                          var valid2 = _errs25 === errors;
                                        } else
                                          var valid2 = !0;
                                    }
                                  }
                                }
                              }
                            }
                          } else
                            return validate21.errors = [{ instancePath: instancePath + "/keys/" + i0, schemaPath: "#/properties/keys/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                        var valid1 = _errs11 === errors;
                        if (!valid1)
                          break;
                      }
                    }
                  } else
                    return validate21.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate21.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate21.errors = vErrors, errors === 0;
}
var validateNeed = validate22;
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0, _errs0 = errors, valid0 = !1, _errs1 = errors;
  if (typeof data != "string") {
    let err0 = { instancePath, schemaPath: "#/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
    vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
  }
  if (data !== "inventory") {
    let err1 = { instancePath, schemaPath: "#/anyOf/0/const", keyword: "const", params: { allowedValue: "inventory" }, message: "must be equal to constant" };
    vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
  }
  var _valid0 = _errs1 === errors;
  if (valid0 = valid0 || _valid0, !valid0) {
    let _errs3 = errors;
    if (typeof data != "string") {
      let err2 = { instancePath, schemaPath: "#/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
      vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
    }
    if (data !== "report") {
      let err3 = { instancePath, schemaPath: "#/anyOf/1/const", keyword: "const", params: { allowedValue: "report" }, message: "must be equal to constant" };
      vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
    }
    var _valid0 = _errs3 === errors;
    if (valid0 = valid0 || _valid0, !valid0) {
      let _errs5 = errors;
      if (typeof data != "string") {
        let err4 = { instancePath, schemaPath: "#/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
        vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
      }
      if (data !== "rotate-key") {
        let err5 = { instancePath, schemaPath: "#/anyOf/2/const", keyword: "const", params: { allowedValue: "rotate-key" }, message: "must be equal to constant" };
        vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
      }
      var _valid0 = _errs5 === errors;
      valid0 = valid0 || _valid0;
    }
  }
  if (valid0)
    errors = _errs0, vErrors !== null && (_errs0 ? vErrors.length = _errs0 : vErrors = null);
  else {
    let err6 = { instancePath, schemaPath: "#/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
    return vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++, validate22.errors = vErrors, !1;
  }
  return validate22.errors = vErrors, errors === 0;
}
var validateOffboardingClaims = validate23;
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.iss === void 0 && (missing0 = "iss") || data.tid === void 0 && (missing0 = "tid") || data.iat === void 0 && (missing0 = "iat") || data.exp === void 0 && (missing0 = "exp") || data.jti === void 0 && (missing0 = "jti"))
        return validate23.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.iss !== void 0) {
        let data0 = data.iss, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate23.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
            if (func2(data0) < 1)
              return validate23.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate23.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.tid !== void 0) {
          let data1 = data.tid, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate23.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate23.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.iat !== void 0) {
            let data2 = data.iat, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate23.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2) && (data2 < 0 || isNaN(data2)))
              return validate23.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.exp !== void 0) {
              let data3 = data.exp, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate23.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3) && (data3 < 0 || isNaN(data3)))
                return validate23.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.jti !== void 0) {
                let data4 = data.jti, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 128)
                      return validate23.errors = [{ instancePath: instancePath + "/jti", schemaPath: "#/properties/jti/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                    if (func2(data4) < 1)
                      return validate23.errors = [{ instancePath: instancePath + "/jti", schemaPath: "#/properties/jti/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                  } else
                    return validate23.errors = [{ instancePath: instancePath + "/jti", schemaPath: "#/properties/jti/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0)
                if (data.devices !== void 0) {
                  let data5 = data.devices, _errs11 = errors;
                  if (errors === _errs11)
                    if (Array.isArray(data5)) {
                      if (data5.length > 1e3)
                        return validate23.errors = [{ instancePath: instancePath + "/devices", schemaPath: "#/properties/devices/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }], !1;
                      if (data5.length < 1)
                        return validate23.errors = [{ instancePath: instancePath + "/devices", schemaPath: "#/properties/devices/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }], !1;
                      {
                        var valid1 = !0;
                        let len0 = data5.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          let data6 = data5[i0], _errs13 = errors;
                          if (errors === _errs13)
                            if (typeof data6 == "string") {
                              if (!pattern0.test(data6))
                                return validate23.errors = [{ instancePath: instancePath + "/devices/" + i0, schemaPath: "#/properties/devices/items/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                            } else
                              return validate23.errors = [{ instancePath: instancePath + "/devices/" + i0, schemaPath: "#/properties/devices/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                          var valid1 = _errs13 === errors;
                          if (!valid1)
                            break;
                        }
                      }
                    } else
                      return validate23.errors = [{ instancePath: instancePath + "/devices", schemaPath: "#/properties/devices/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
            }
          }
        }
      }
    } else
      return validate23.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate23.errors = vErrors, errors === 0;
}
var validateOnboardingClaims = validate24;
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.iss === void 0 && (missing0 = "iss") || data.tid === void 0 && (missing0 = "tid") || data.iat === void 0 && (missing0 = "iat") || data.exp === void 0 && (missing0 = "exp") || data.api === void 0 && (missing0 = "api") || data.as === void 0 && (missing0 = "as") || data.keys === void 0 && (missing0 = "keys") || data.tags === void 0 && (missing0 = "tags") || data.enrol === void 0 && (missing0 = "enrol"))
        return validate24.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.iss !== void 0) {
        let data0 = data.iss, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate24.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
            if (func2(data0) < 1)
              return validate24.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate24.errors = [{ instancePath: instancePath + "/iss", schemaPath: "#/properties/iss/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.tid !== void 0) {
          let data1 = data.tid, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (!pattern0.test(data1))
                return validate24.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
            } else
              return validate24.errors = [{ instancePath: instancePath + "/tid", schemaPath: "#/properties/tid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.iat !== void 0) {
            let data2 = data.iat, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate24.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2) && (data2 < 0 || isNaN(data2)))
              return validate24.errors = [{ instancePath: instancePath + "/iat", schemaPath: "#/properties/iat/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.exp !== void 0) {
              let data3 = data.exp, _errs7 = errors;
              if (!(typeof data3 == "number" && !(data3 % 1) && !isNaN(data3) && isFinite(data3)))
                return validate24.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
              if (errors === _errs7 && typeof data3 == "number" && isFinite(data3) && (data3 < 0 || isNaN(data3)))
                return validate24.errors = [{ instancePath: instancePath + "/exp", schemaPath: "#/properties/exp/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.api !== void 0) {
                let data4 = data.api, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 2048)
                      return validate24.errors = [{ instancePath: instancePath + "/api", schemaPath: "#/properties/api/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
                    if (func2(data4) < 1)
                      return validate24.errors = [{ instancePath: instancePath + "/api", schemaPath: "#/properties/api/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                  } else
                    return validate24.errors = [{ instancePath: instancePath + "/api", schemaPath: "#/properties/api/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.as !== void 0) {
                  let data5 = data.as, _errs11 = errors;
                  if (errors === _errs11)
                    if (typeof data5 == "string") {
                      if (func2(data5) > 2048)
                        return validate24.errors = [{ instancePath: instancePath + "/as", schemaPath: "#/properties/as/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
                      if (func2(data5) < 1)
                        return validate24.errors = [{ instancePath: instancePath + "/as", schemaPath: "#/properties/as/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                    } else
                      return validate24.errors = [{ instancePath: instancePath + "/as", schemaPath: "#/properties/as/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.keys !== void 0) {
                    let data6 = data.keys, _errs13 = errors;
                    if (errors === _errs13)
                      if (Array.isArray(data6)) {
                        if (data6.length > 8)
                          return validate24.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/maxItems", keyword: "maxItems", params: { limit: 8 }, message: "must NOT have more than 8 items" }], !1;
                        if (data6.length < 1)
                          return validate24.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }], !1;
                        {
                          var valid1 = !0;
                          let len0 = data6.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data7 = data6[i0], _errs15 = errors;
                            if (errors === _errs15)
                              if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                                let missing1;
                                if (data7.kty === void 0 && (missing1 = "kty") || data7.crv === void 0 && (missing1 = "crv") || data7.x === void 0 && (missing1 = "x") || data7.y === void 0 && (missing1 = "y"))
                                  return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0, schemaPath: "#/properties/keys/items/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                                if (data7.kty !== void 0) {
                                  let data8 = data7.kty, _errs17 = errors;
                                  if (typeof data8 != "string")
                                    return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kty", schemaPath: "#/properties/keys/items/properties/kty/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  if (data8 !== "EC")
                                    return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kty", schemaPath: "#/properties/keys/items/properties/kty/const", keyword: "const", params: { allowedValue: "EC" }, message: "must be equal to constant" }], !1;
                                  var valid2 = _errs17 === errors;
                                } else
                                  var valid2 = !0;
                                if (valid2) {
                                  if (data7.crv !== void 0) {
                                    let data9 = data7.crv, _errs19 = errors;
                                    if (typeof data9 != "string")
                                      return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/crv", schemaPath: "#/properties/keys/items/properties/crv/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                    if (data9 !== "P-256")
                                      return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/crv", schemaPath: "#/properties/keys/items/properties/crv/const", keyword: "const", params: { allowedValue: "P-256" }, message: "must be equal to constant" }], !1;
                                    var valid2 = _errs19 === errors;
                                  } else
                                    var valid2 = !0;
                                  if (valid2) {
                                    if (data7.x !== void 0) {
                                      let data10 = data7.x, _errs21 = errors;
                                      if (errors === _errs21)
                                        if (typeof data10 == "string") {
                                          if (!pattern28.test(data10))
                                            return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/x", schemaPath: "#/properties/keys/items/properties/x/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                        } else
                                          return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/x", schemaPath: "#/properties/keys/items/properties/x/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      var valid2 = _errs21 === errors;
                                    } else
                                      var valid2 = !0;
                                    if (valid2) {
                                      if (data7.y !== void 0) {
                                        let data11 = data7.y, _errs23 = errors;
                                        if (errors === _errs23)
                                          if (typeof data11 == "string") {
                                            if (!pattern28.test(data11))
                                              return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/y", schemaPath: "#/properties/keys/items/properties/y/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                          } else
                                            return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/y", schemaPath: "#/properties/keys/items/properties/y/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        var valid2 = _errs23 === errors;
                                      } else
                                        var valid2 = !0;
                                      if (valid2) {
                                        if (data7.kid !== void 0) {
                                          let data12 = data7.kid, _errs25 = errors;
                                          if (errors === _errs25)
                                            if (typeof data12 == "string") {
                                              if (func2(data12) > 128)
                                                return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kid", schemaPath: "#/properties/keys/items/properties/kid/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                              if (func2(data12) < 1)
                                                return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kid", schemaPath: "#/properties/keys/items/properties/kid/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                            } else
                                              return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/kid", schemaPath: "#/properties/keys/items/properties/kid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                          var valid2 = _errs25 === errors;
                                        } else
                                          var valid2 = !0;
                                        if (valid2) {
                                          if (data7.alg !== void 0) {
                                            let data13 = data7.alg, _errs27 = errors;
                                            if (typeof data13 != "string")
                                              return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/alg", schemaPath: "#/properties/keys/items/properties/alg/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                            if (data13 !== "ES256")
                                              return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/alg", schemaPath: "#/properties/keys/items/properties/alg/const", keyword: "const", params: { allowedValue: "ES256" }, message: "must be equal to constant" }], !1;
                                            var valid2 = _errs27 === errors;
                                          } else
                                            var valid2 = !0;
                                          if (valid2)
                                            if (data7.use !== void 0) {
                                              let data14 = data7.use, _errs29 = errors;
                                              if (typeof data14 != "string")
                                                return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/use", schemaPath: "#/properties/keys/items/properties/use/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                              if (data14 !== "sig")
                                                return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0 + "/use", schemaPath: "#/properties/keys/items/properties/use/const", keyword: "const", params: { allowedValue: "sig" }, message: "must be equal to constant" }], !1;
                                              var valid2 = _errs29 === errors;
                                            } else
                                              var valid2 = !0;
                                        }
                                      }
                                    }
                                  }
                                }
                              } else
                                return validate24.errors = [{ instancePath: instancePath + "/keys/" + i0, schemaPath: "#/properties/keys/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                            var valid1 = _errs15 === errors;
                            if (!valid1)
                              break;
                          }
                        }
                      } else
                        return validate24.errors = [{ instancePath: instancePath + "/keys", schemaPath: "#/properties/keys/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.keySet !== void 0) {
                      let data15 = data.keySet, _errs31 = errors;
                      if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15)))
                        return validate24.errors = [{ instancePath: instancePath + "/keySet", schemaPath: "#/properties/keySet/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                      if (errors === _errs31 && typeof data15 == "number" && isFinite(data15) && (data15 < 0 || isNaN(data15)))
                        return validate24.errors = [{ instancePath: instancePath + "/keySet", schemaPath: "#/properties/keySet/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                      var valid0 = _errs31 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0) {
                      if (data.offline !== void 0) {
                        let data16 = data.offline, _errs33 = errors;
                        if (errors === _errs33)
                          if (Array.isArray(data16)) {
                            if (data16.length > 4)
                              return validate24.errors = [{ instancePath: instancePath + "/offline", schemaPath: "#/properties/offline/maxItems", keyword: "maxItems", params: { limit: 4 }, message: "must NOT have more than 4 items" }], !1;
                            if (data16.length < 1)
                              return validate24.errors = [{ instancePath: instancePath + "/offline", schemaPath: "#/properties/offline/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }], !1;
                            {
                              var valid3 = !0;
                              let len1 = data16.length;
                              for (let i1 = 0; i1 < len1; i1++) {
                                let data17 = data16[i1], _errs35 = errors;
                                if (errors === _errs35)
                                  if (data17 && typeof data17 == "object" && !Array.isArray(data17)) {
                                    let missing2;
                                    if (data17.kty === void 0 && (missing2 = "kty") || data17.crv === void 0 && (missing2 = "crv") || data17.x === void 0 && (missing2 = "x") || data17.y === void 0 && (missing2 = "y"))
                                      return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1, schemaPath: "#/properties/offline/items/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" }], !1;
                                    if (data17.kty !== void 0) {
                                      let data18 = data17.kty, _errs37 = errors;
                                      if (typeof data18 != "string")
                                        return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/kty", schemaPath: "#/properties/offline/items/properties/kty/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      if (data18 !== "EC")
                                        return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/kty", schemaPath: "#/properties/offline/items/properties/kty/const", keyword: "const", params: { allowedValue: "EC" }, message: "must be equal to constant" }], !1;
                                      var valid4 = _errs37 === errors;
                                    } else
                                      var valid4 = !0;
                                    if (valid4) {
                                      if (data17.crv !== void 0) {
                                        let data19 = data17.crv, _errs39 = errors;
                                        if (typeof data19 != "string")
                                          return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/crv", schemaPath: "#/properties/offline/items/properties/crv/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        if (data19 !== "P-256")
                                          return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/crv", schemaPath: "#/properties/offline/items/properties/crv/const", keyword: "const", params: { allowedValue: "P-256" }, message: "must be equal to constant" }], !1;
                                        var valid4 = _errs39 === errors;
                                      } else
                                        var valid4 = !0;
                                      if (valid4) {
                                        if (data17.x !== void 0) {
                                          let data20 = data17.x, _errs41 = errors;
                                          if (errors === _errs41)
                                            if (typeof data20 == "string") {
                                              if (!pattern28.test(data20))
                                                return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/x", schemaPath: "#/properties/offline/items/properties/x/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                            } else
                                              return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/x", schemaPath: "#/properties/offline/items/properties/x/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                          var valid4 = _errs41 === errors;
                                        } else
                                          var valid4 = !0;
                                        if (valid4) {
                                          if (data17.y !== void 0) {
                                            let data21 = data17.y, _errs43 = errors;
                                            if (errors === _errs43)
                                              if (typeof data21 == "string") {
                                                if (!pattern28.test(data21))
                                                  return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/y", schemaPath: "#/properties/offline/items/properties/y/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                              } else
                                                return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/y", schemaPath: "#/properties/offline/items/properties/y/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                            var valid4 = _errs43 === errors;
                                          } else
                                            var valid4 = !0;
                                          if (valid4) {
                                            if (data17.kid !== void 0) {
                                              let data22 = data17.kid, _errs45 = errors;
                                              if (errors === _errs45)
                                                if (typeof data22 == "string") {
                                                  if (func2(data22) > 128)
                                                    return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/kid", schemaPath: "#/properties/offline/items/properties/kid/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                                  if (func2(data22) < 1)
                                                    return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/kid", schemaPath: "#/properties/offline/items/properties/kid/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                                } else
                                                  return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/kid", schemaPath: "#/properties/offline/items/properties/kid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                              var valid4 = _errs45 === errors;
                                            } else
                                              var valid4 = !0;
                                            if (valid4) {
                                              if (data17.alg !== void 0) {
                                                let data23 = data17.alg, _errs47 = errors;
                                                if (typeof data23 != "string")
                                                  return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/alg", schemaPath: "#/properties/offline/items/properties/alg/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                if (data23 !== "ES256")
                                                  return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/alg", schemaPath: "#/properties/offline/items/properties/alg/const", keyword: "const", params: { allowedValue: "ES256" }, message: "must be equal to constant" }], !1;
                                                var valid4 = _errs47 === errors;
                                              } else
                                                var valid4 = !0;
                                              if (valid4)
                                                if (data17.use !== void 0) {
                                                  let data24 = data17.use, _errs49 = errors;
                                                  if (typeof data24 != "string")
                                                    return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/use", schemaPath: "#/properties/offline/items/properties/use/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                  if (data24 !== "sig")
                                                    return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1 + "/use", schemaPath: "#/properties/offline/items/properties/use/const", keyword: "const", params: { allowedValue: "sig" }, message: "must be equal to constant" }], !1;
                                                  var valid4 = _errs49 === errors;
                                                } else
                                                  var valid4 = !0;
                                            }
                                          }
                                        }
                                      }
                                    }
                                  } else
                                    return validate24.errors = [{ instancePath: instancePath + "/offline/" + i1, schemaPath: "#/properties/offline/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                var valid3 = _errs35 === errors;
                                if (!valid3)
                                  break;
                              }
                            }
                          } else
                            return validate24.errors = [{ instancePath: instancePath + "/offline", schemaPath: "#/properties/offline/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                        var valid0 = _errs33 === errors;
                      } else
                        var valid0 = !0;
                      if (valid0) {
                        if (data.tags !== void 0) {
                          let data25 = data.tags, _errs51 = errors;
                          if (errors === _errs51)
                            if (Array.isArray(data25)) {
                              if (data25.length > 20)
                                return validate24.errors = [{ instancePath: instancePath + "/tags", schemaPath: "#/properties/tags/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items" }], !1;
                              {
                                var valid5 = !0;
                                let len2 = data25.length;
                                for (let i2 = 0; i2 < len2; i2++) {
                                  let data26 = data25[i2], _errs53 = errors;
                                  if (errors === _errs53)
                                    if (typeof data26 == "string") {
                                      if (func2(data26) > 200)
                                        return validate24.errors = [{ instancePath: instancePath + "/tags/" + i2, schemaPath: "#/properties/tags/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" }], !1;
                                      if (func2(data26) < 1)
                                        return validate24.errors = [{ instancePath: instancePath + "/tags/" + i2, schemaPath: "#/properties/tags/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                    } else
                                      return validate24.errors = [{ instancePath: instancePath + "/tags/" + i2, schemaPath: "#/properties/tags/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  var valid5 = _errs53 === errors;
                                  if (!valid5)
                                    break;
                                }
                              }
                            } else
                              return validate24.errors = [{ instancePath: instancePath + "/tags", schemaPath: "#/properties/tags/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                          var valid0 = _errs51 === errors;
                        } else
                          var valid0 = !0;
                        if (valid0) {
                          if (data.ring !== void 0) {
                            let data27 = data.ring, _errs55 = errors;
                            if (errors === _errs55)
                              if (typeof data27 == "string") {
                                if (func2(data27) > 64)
                                  return validate24.errors = [{ instancePath: instancePath + "/ring", schemaPath: "#/properties/ring/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                                if (func2(data27) < 1)
                                  return validate24.errors = [{ instancePath: instancePath + "/ring", schemaPath: "#/properties/ring/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                              } else
                                return validate24.errors = [{ instancePath: instancePath + "/ring", schemaPath: "#/properties/ring/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid0 = _errs55 === errors;
                          } else
                            var valid0 = !0;
                          if (valid0) {
                            if (data.enrol !== void 0) {
                              let data28 = data.enrol, _errs57 = errors;
                              if (errors === _errs57)
                                if (typeof data28 == "string") {
                                  if (func2(data28) > 128)
                                    return validate24.errors = [{ instancePath: instancePath + "/enrol", schemaPath: "#/properties/enrol/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                  if (func2(data28) < 1)
                                    return validate24.errors = [{ instancePath: instancePath + "/enrol", schemaPath: "#/properties/enrol/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                } else
                                  return validate24.errors = [{ instancePath: instancePath + "/enrol", schemaPath: "#/properties/enrol/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid0 = _errs57 === errors;
                            } else
                              var valid0 = !0;
                            if (valid0)
                              if (data.ca !== void 0) {
                                let data29 = data.ca, _errs59 = errors;
                                if (errors === _errs59)
                                  if (typeof data29 == "string") {
                                    if (func2(data29) > 65536)
                                      return validate24.errors = [{ instancePath: instancePath + "/ca", schemaPath: "#/properties/ca/maxLength", keyword: "maxLength", params: { limit: 65536 }, message: "must NOT have more than 65536 characters" }], !1;
                                  } else
                                    return validate24.errors = [{ instancePath: instancePath + "/ca", schemaPath: "#/properties/ca/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                var valid0 = _errs59 === errors;
                              } else
                                var valid0 = !0;
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate24.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate24.errors = vErrors, errors === 0;
}
var validateProblem = validate25;
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.type === void 0 && (missing0 = "type") || data.title === void 0 && (missing0 = "title") || data.status === void 0 && (missing0 = "status") || data.code === void 0 && (missing0 = "code") || data.retryable === void 0 && (missing0 = "retryable") || data.correlationId === void 0 && (missing0 = "correlationId"))
        return validate25.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.type !== void 0) {
        let data0 = data.type, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 2048)
              return validate25.errors = [{ instancePath: instancePath + "/type", schemaPath: "#/properties/type/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
          } else
            return validate25.errors = [{ instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.title !== void 0) {
          let data1 = data.title, _errs3 = errors;
          if (errors === _errs3)
            if (typeof data1 == "string") {
              if (func2(data1) > 1024)
                return validate25.errors = [{ instancePath: instancePath + "/title", schemaPath: "#/properties/title/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }], !1;
            } else
              return validate25.errors = [{ instancePath: instancePath + "/title", schemaPath: "#/properties/title/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.status !== void 0) {
            let data2 = data.status, _errs5 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate25.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs5 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 599 || isNaN(data2))
                return validate25.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/maximum", keyword: "maximum", params: { comparison: "<=", limit: 599 }, message: "must be <= 599" }], !1;
              if (data2 < 400 || isNaN(data2))
                return validate25.errors = [{ instancePath: instancePath + "/status", schemaPath: "#/properties/status/minimum", keyword: "minimum", params: { comparison: ">=", limit: 400 }, message: "must be >= 400" }], !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.detail !== void 0) {
              let data3 = data.detail, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (func2(data3) > 4096)
                    return validate25.errors = [{ instancePath: instancePath + "/detail", schemaPath: "#/properties/detail/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                } else
                  return validate25.errors = [{ instancePath: instancePath + "/detail", schemaPath: "#/properties/detail/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.code !== void 0) {
                let data4 = data.code, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 64)
                      return validate25.errors = [{ instancePath: instancePath + "/code", schemaPath: "#/properties/code/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                  } else
                    return validate25.errors = [{ instancePath: instancePath + "/code", schemaPath: "#/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.retryable !== void 0) {
                  let _errs11 = errors;
                  if (typeof data.retryable != "boolean")
                    return validate25.errors = [{ instancePath: instancePath + "/retryable", schemaPath: "#/properties/retryable/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0)
                  if (data.correlationId !== void 0) {
                    let data6 = data.correlationId, _errs13 = errors;
                    if (errors === _errs13)
                      if (typeof data6 == "string") {
                        if (func2(data6) > 128)
                          return validate25.errors = [{ instancePath: instancePath + "/correlationId", schemaPath: "#/properties/correlationId/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                      } else
                        return validate25.errors = [{ instancePath: instancePath + "/correlationId", schemaPath: "#/properties/correlationId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
              }
            }
          }
        }
      }
    } else
      return validate25.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate25.errors = vErrors, errors === 0;
}
var validatePublicKey = validate26;
function validate26(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.kty === void 0 && (missing0 = "kty") || data.crv === void 0 && (missing0 = "crv") || data.x === void 0 && (missing0 = "x") || data.y === void 0 && (missing0 = "y"))
        return validate26.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.kty !== void 0) {
        let data0 = data.kty, _errs1 = errors;
        if (typeof data0 != "string")
          return validate26.errors = [{ instancePath: instancePath + "/kty", schemaPath: "#/properties/kty/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        if (data0 !== "EC")
          return validate26.errors = [{ instancePath: instancePath + "/kty", schemaPath: "#/properties/kty/const", keyword: "const", params: { allowedValue: "EC" }, message: "must be equal to constant" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.crv !== void 0) {
          let data1 = data.crv, _errs3 = errors;
          if (typeof data1 != "string")
            return validate26.errors = [{ instancePath: instancePath + "/crv", schemaPath: "#/properties/crv/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
          if (data1 !== "P-256")
            return validate26.errors = [{ instancePath: instancePath + "/crv", schemaPath: "#/properties/crv/const", keyword: "const", params: { allowedValue: "P-256" }, message: "must be equal to constant" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.x !== void 0) {
            let data2 = data.x, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (!pattern28.test(data2))
                  return validate26.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/properties/x/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
              } else
                return validate26.errors = [{ instancePath: instancePath + "/x", schemaPath: "#/properties/x/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.y !== void 0) {
              let data3 = data.y, _errs7 = errors;
              if (errors === _errs7)
                if (typeof data3 == "string") {
                  if (!pattern28.test(data3))
                    return validate26.errors = [{ instancePath: instancePath + "/y", schemaPath: "#/properties/y/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                } else
                  return validate26.errors = [{ instancePath: instancePath + "/y", schemaPath: "#/properties/y/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.kid !== void 0) {
                let data4 = data.kid, _errs9 = errors;
                if (errors === _errs9)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 128)
                      return validate26.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/properties/kid/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                    if (func2(data4) < 1)
                      return validate26.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/properties/kid/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                  } else
                    return validate26.errors = [{ instancePath: instancePath + "/kid", schemaPath: "#/properties/kid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.alg !== void 0) {
                  let data5 = data.alg, _errs11 = errors;
                  if (typeof data5 != "string")
                    return validate26.errors = [{ instancePath: instancePath + "/alg", schemaPath: "#/properties/alg/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                  if (data5 !== "ES256")
                    return validate26.errors = [{ instancePath: instancePath + "/alg", schemaPath: "#/properties/alg/const", keyword: "const", params: { allowedValue: "ES256" }, message: "must be equal to constant" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0)
                  if (data.use !== void 0) {
                    let data6 = data.use, _errs13 = errors;
                    if (typeof data6 != "string")
                      return validate26.errors = [{ instancePath: instancePath + "/use", schemaPath: "#/properties/use/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    if (data6 !== "sig")
                      return validate26.errors = [{ instancePath: instancePath + "/use", schemaPath: "#/properties/use/const", keyword: "const", params: { allowedValue: "sig" }, message: "must be equal to constant" }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
              }
            }
          }
        }
      }
    } else
      return validate26.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate26.errors = vErrors, errors === 0;
}
var validateRegistrationRequest = validate27;
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.jwks === void 0 && (missing0 = "jwks") || data.token_endpoint_auth_method === void 0 && (missing0 = "token_endpoint_auth_method") || data.grant_types === void 0 && (missing0 = "grant_types") || data.dpop_bound_access_tokens === void 0 && (missing0 = "dpop_bound_access_tokens"))
        return validate27.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.client_id !== void 0) {
        let data0 = data.client_id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern0.test(data0))
              return validate27.errors = [{ instancePath: instancePath + "/client_id", schemaPath: "#/properties/client_id/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
          } else
            return validate27.errors = [{ instancePath: instancePath + "/client_id", schemaPath: "#/properties/client_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.jwks !== void 0) {
          let data1 = data.jwks, _errs3 = errors;
          if (errors === _errs3)
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
              let missing1;
              if (data1.keys === void 0 && (missing1 = "keys"))
                return validate27.errors = [{ instancePath: instancePath + "/jwks", schemaPath: "#/properties/jwks/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
              if (data1.keys !== void 0) {
                let data2 = data1.keys;
                if (errors === errors)
                  if (Array.isArray(data2)) {
                    if (data2.length > 2)
                      return validate27.errors = [{ instancePath: instancePath + "/jwks/keys", schemaPath: "#/properties/jwks/properties/keys/maxItems", keyword: "maxItems", params: { limit: 2 }, message: "must NOT have more than 2 items" }], !1;
                    if (data2.length < 1)
                      return validate27.errors = [{ instancePath: instancePath + "/jwks/keys", schemaPath: "#/properties/jwks/properties/keys/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }], !1;
                    {
                      var valid2 = !0;
                      let len0 = data2.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data3 = data2[i0], _errs7 = errors;
                        if (errors === _errs7)
                          if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                            let missing2;
                            if (data3.kty === void 0 && (missing2 = "kty") || data3.crv === void 0 && (missing2 = "crv") || data3.x === void 0 && (missing2 = "x") || data3.y === void 0 && (missing2 = "y"))
                              return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0, schemaPath: "#/properties/jwks/properties/keys/items/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" }], !1;
                            if (data3.kty !== void 0) {
                              let data4 = data3.kty, _errs9 = errors;
                              if (typeof data4 != "string")
                                return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/kty", schemaPath: "#/properties/jwks/properties/keys/items/properties/kty/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              if (data4 !== "EC")
                                return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/kty", schemaPath: "#/properties/jwks/properties/keys/items/properties/kty/const", keyword: "const", params: { allowedValue: "EC" }, message: "must be equal to constant" }], !1;
                              var valid3 = _errs9 === errors;
                            } else
                              var valid3 = !0;
                            if (valid3) {
                              if (data3.crv !== void 0) {
                                let data5 = data3.crv, _errs11 = errors;
                                if (typeof data5 != "string")
                                  return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/crv", schemaPath: "#/properties/jwks/properties/keys/items/properties/crv/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                if (data5 !== "P-256")
                                  return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/crv", schemaPath: "#/properties/jwks/properties/keys/items/properties/crv/const", keyword: "const", params: { allowedValue: "P-256" }, message: "must be equal to constant" }], !1;
                                var valid3 = _errs11 === errors;
                              } else
                                var valid3 = !0;
                              if (valid3) {
                                if (data3.x !== void 0) {
                                  let data6 = data3.x, _errs13 = errors;
                                  if (errors === _errs13)
                                    if (typeof data6 == "string") {
                                      if (!pattern28.test(data6))
                                        return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/x", schemaPath: "#/properties/jwks/properties/keys/items/properties/x/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                    } else
                                      return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/x", schemaPath: "#/properties/jwks/properties/keys/items/properties/x/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  var valid3 = _errs13 === errors;
                                } else
                                  var valid3 = !0;
                                if (valid3) {
                                  if (data3.y !== void 0) {
                                    let data7 = data3.y, _errs15 = errors;
                                    if (errors === _errs15)
                                      if (typeof data7 == "string") {
                                        if (!pattern28.test(data7))
                                          return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/y", schemaPath: "#/properties/jwks/properties/keys/items/properties/y/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]{43}$" }, message: 'must match pattern "^[A-Za-z0-9_-]{43}$"' }], !1;
                                      } else
                                        return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/y", schemaPath: "#/properties/jwks/properties/keys/items/properties/y/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                    var valid3 = _errs15 === errors;
                                  } else
                                    var valid3 = !0;
                                  if (valid3) {
                                    if (data3.kid !== void 0) {
                                      let data8 = data3.kid, _errs17 = errors;
                                      if (errors === _errs17)
                                        if (typeof data8 == "string") {
                                          if (func2(data8) > 128)
                                            return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/kid", schemaPath: "#/properties/jwks/properties/keys/items/properties/kid/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                          if (func2(data8) < 1)
                                            return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/kid", schemaPath: "#/properties/jwks/properties/keys/items/properties/kid/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                        } else
                                          return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/kid", schemaPath: "#/properties/jwks/properties/keys/items/properties/kid/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      var valid3 = _errs17 === errors;
                                    } else
                                      var valid3 = !0;
                                    if (valid3) {
                                      if (data3.alg !== void 0) {
                                        let data9 = data3.alg, _errs19 = errors;
                                        if (typeof data9 != "string")
                                          return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/alg", schemaPath: "#/properties/jwks/properties/keys/items/properties/alg/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        if (data9 !== "ES256")
                                          return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/alg", schemaPath: "#/properties/jwks/properties/keys/items/properties/alg/const", keyword: "const", params: { allowedValue: "ES256" }, message: "must be equal to constant" }], !1;
                                        var valid3 = _errs19 === errors;
                                      } else
                                        var valid3 = !0;
                                      if (valid3)
                                        if (data3.use !== void 0) {
                                          let data10 = data3.use, _errs21 = errors;
                                          if (typeof data10 != "string")
                                            return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/use", schemaPath: "#/properties/jwks/properties/keys/items/properties/use/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                          if (data10 !== "sig")
                                            return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0 + "/use", schemaPath: "#/properties/jwks/properties/keys/items/properties/use/const", keyword: "const", params: { allowedValue: "sig" }, message: "must be equal to constant" }], !1;
                                          var valid3 = _errs21 === errors;
                                        } else
                                          var valid3 = !0;
                                    }
                                  }
                                }
                              }
                            }
                          } else
                            return validate27.errors = [{ instancePath: instancePath + "/jwks/keys/" + i0, schemaPath: "#/properties/jwks/properties/keys/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                        var valid2 = _errs7 === errors;
                        if (!valid2)
                          break;
                      }
                    }
                  } else
                    return validate27.errors = [{ instancePath: instancePath + "/jwks/keys", schemaPath: "#/properties/jwks/properties/keys/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
              }
            } else
              return validate27.errors = [{ instancePath: instancePath + "/jwks", schemaPath: "#/properties/jwks/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.token_endpoint_auth_method !== void 0) {
            let data11 = data.token_endpoint_auth_method, _errs23 = errors;
            if (typeof data11 != "string")
              return validate27.errors = [{ instancePath: instancePath + "/token_endpoint_auth_method", schemaPath: "#/properties/token_endpoint_auth_method/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            if (data11 !== "private_key_jwt")
              return validate27.errors = [{ instancePath: instancePath + "/token_endpoint_auth_method", schemaPath: "#/properties/token_endpoint_auth_method/const", keyword: "const", params: { allowedValue: "private_key_jwt" }, message: "must be equal to constant" }], !1;
            var valid0 = _errs23 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.grant_types !== void 0) {
              let data12 = data.grant_types, _errs25 = errors;
              if (errors === _errs25)
                if (Array.isArray(data12)) {
                  if (data12.length > 1)
                    return validate27.errors = [{ instancePath: instancePath + "/grant_types", schemaPath: "#/properties/grant_types/maxItems", keyword: "maxItems", params: { limit: 1 }, message: "must NOT have more than 1 items" }], !1;
                  if (data12.length < 1)
                    return validate27.errors = [{ instancePath: instancePath + "/grant_types", schemaPath: "#/properties/grant_types/minItems", keyword: "minItems", params: { limit: 1 }, message: "must NOT have fewer than 1 items" }], !1;
                  {
                    var valid4 = !0;
                    let len1 = data12.length;
                    for (let i1 = 0; i1 < len1; i1++) {
                      let data13 = data12[i1], _errs27 = errors;
                      if (typeof data13 != "string")
                        return validate27.errors = [{ instancePath: instancePath + "/grant_types/" + i1, schemaPath: "#/properties/grant_types/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                      if (data13 !== "client_credentials")
                        return validate27.errors = [{ instancePath: instancePath + "/grant_types/" + i1, schemaPath: "#/properties/grant_types/items/const", keyword: "const", params: { allowedValue: "client_credentials" }, message: "must be equal to constant" }], !1;
                      var valid4 = _errs27 === errors;
                      if (!valid4)
                        break;
                    }
                  }
                } else
                  return validate27.errors = [{ instancePath: instancePath + "/grant_types", schemaPath: "#/properties/grant_types/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
              var valid0 = _errs25 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.dpop_bound_access_tokens !== void 0) {
                let data14 = data.dpop_bound_access_tokens, _errs29 = errors;
                if (typeof data14 != "boolean")
                  return validate27.errors = [{ instancePath: instancePath + "/dpop_bound_access_tokens", schemaPath: "#/properties/dpop_bound_access_tokens/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                if (data14 !== !0)
                  return validate27.errors = [{ instancePath: instancePath + "/dpop_bound_access_tokens", schemaPath: "#/properties/dpop_bound_access_tokens/const", keyword: "const", params: { allowedValue: !0 }, message: "must be equal to constant" }], !1;
                var valid0 = _errs29 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.software_id !== void 0) {
                  let data15 = data.software_id, _errs31 = errors;
                  if (errors === _errs31)
                    if (typeof data15 == "string") {
                      if (func2(data15) > 128)
                        return validate27.errors = [{ instancePath: instancePath + "/software_id", schemaPath: "#/properties/software_id/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                    } else
                      return validate27.errors = [{ instancePath: instancePath + "/software_id", schemaPath: "#/properties/software_id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                  var valid0 = _errs31 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.software_version !== void 0) {
                    let data16 = data.software_version, _errs33 = errors;
                    if (errors === _errs33)
                      if (typeof data16 == "string") {
                        if (func2(data16) > 64)
                          return validate27.errors = [{ instancePath: instancePath + "/software_version", schemaPath: "#/properties/software_version/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                      } else
                        return validate27.errors = [{ instancePath: instancePath + "/software_version", schemaPath: "#/properties/software_version/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                    var valid0 = _errs33 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0) {
                    if (data.software_statement !== void 0) {
                      let data17 = data.software_statement, _errs35 = errors;
                      if (errors === _errs35)
                        if (typeof data17 == "string") {
                          if (func2(data17) > 49152)
                            return validate27.errors = [{ instancePath: instancePath + "/software_statement", schemaPath: "#/properties/software_statement/maxLength", keyword: "maxLength", params: { limit: 49152 }, message: "must NOT have more than 49152 characters" }], !1;
                          if (func2(data17) < 1)
                            return validate27.errors = [{ instancePath: instancePath + "/software_statement", schemaPath: "#/properties/software_statement/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                        } else
                          return validate27.errors = [{ instancePath: instancePath + "/software_statement", schemaPath: "#/properties/software_statement/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                      var valid0 = _errs35 === errors;
                    } else
                      var valid0 = !0;
                    if (valid0)
                      if (data.device !== void 0) {
                        let data18 = data.device, _errs37 = errors;
                        if (errors === _errs37)
                          if (data18 && typeof data18 == "object" && !Array.isArray(data18)) {
                            let missing3;
                            if (data18.hostname === void 0 && (missing3 = "hostname") || data18.os === void 0 && (missing3 = "os") || data18.tags === void 0 && (missing3 = "tags") || data18.simulated === void 0 && (missing3 = "simulated"))
                              return validate27.errors = [{ instancePath: instancePath + "/device", schemaPath: "#/properties/device/required", keyword: "required", params: { missingProperty: missing3 }, message: "must have required property '" + missing3 + "'" }], !1;
                            if (data18.hostname !== void 0) {
                              let data19 = data18.hostname, _errs39 = errors;
                              if (errors === _errs39)
                                if (typeof data19 == "string") {
                                  if (func2(data19) > 255)
                                    return validate27.errors = [{ instancePath: instancePath + "/device/hostname", schemaPath: "#/properties/device/properties/hostname/maxLength", keyword: "maxLength", params: { limit: 255 }, message: "must NOT have more than 255 characters" }], !1;
                                  if (func2(data19) < 1)
                                    return validate27.errors = [{ instancePath: instancePath + "/device/hostname", schemaPath: "#/properties/device/properties/hostname/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                } else
                                  return validate27.errors = [{ instancePath: instancePath + "/device/hostname", schemaPath: "#/properties/device/properties/hostname/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid5 = _errs39 === errors;
                            } else
                              var valid5 = !0;
                            if (valid5) {
                              if (data18.os !== void 0) {
                                let data20 = data18.os, _errs41 = errors;
                                if (errors === _errs41)
                                  if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                                    let missing4;
                                    if (data20.type === void 0 && (missing4 = "type") || data20.version === void 0 && (missing4 = "version"))
                                      return validate27.errors = [{ instancePath: instancePath + "/device/os", schemaPath: "#/properties/device/properties/os/required", keyword: "required", params: { missingProperty: missing4 }, message: "must have required property '" + missing4 + "'" }], !1;
                                    if (data20.type !== void 0) {
                                      let data21 = data20.type, _errs43 = errors, _errs44 = errors, valid7 = !1, _errs45 = errors;
                                      if (typeof data21 != "string") {
                                        let err0 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                                      }
                                      if (data21 !== "Windows") {
                                        let err1 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/0/const", keyword: "const", params: { allowedValue: "Windows" }, message: "must be equal to constant" };
                                        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                                      }
                                      var _valid0 = _errs45 === errors;
                                      if (valid7 = valid7 || _valid0, !valid7) {
                                        let _errs47 = errors;
                                        if (typeof data21 != "string") {
                                          let err2 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                                        }
                                        if (data21 !== "Windows Server") {
                                          let err3 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/1/const", keyword: "const", params: { allowedValue: "Windows Server" }, message: "must be equal to constant" };
                                          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                                        }
                                        var _valid0 = _errs47 === errors;
                                        if (valid7 = valid7 || _valid0, !valid7) {
                                          let _errs49 = errors;
                                          if (typeof data21 != "string") {
                                            let err4 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                                          }
                                          if (data21 !== "Linux") {
                                            let err5 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/2/const", keyword: "const", params: { allowedValue: "Linux" }, message: "must be equal to constant" };
                                            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                                          }
                                          var _valid0 = _errs49 === errors;
                                          if (valid7 = valid7 || _valid0, !valid7) {
                                            let _errs51 = errors;
                                            if (typeof data21 != "string") {
                                              let err6 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                              vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                                            }
                                            if (data21 !== "macOS") {
                                              let err7 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf/3/const", keyword: "const", params: { allowedValue: "macOS" }, message: "must be equal to constant" };
                                              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                                            }
                                            var _valid0 = _errs51 === errors;
                                            valid7 = valid7 || _valid0;
                                          }
                                        }
                                      }
                                      if (valid7)
                                        errors = _errs44, vErrors !== null && (_errs44 ? vErrors.length = _errs44 : vErrors = null);
                                      else {
                                        let err8 = { instancePath: instancePath + "/device/os/type", schemaPath: "#/properties/device/properties/os/properties/type/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                        return vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++, validate27.errors = vErrors, !1;
                                      }
                                      var valid6 = _errs43 === errors;
                                    } else
                                      var valid6 = !0;
                                    if (valid6) {
                                      if (data20.version !== void 0) {
                                        let data22 = data20.version, _errs53 = errors;
                                        if (errors === _errs53)
                                          if (typeof data22 == "string") {
                                            if (func2(data22) > 128)
                                              return validate27.errors = [{ instancePath: instancePath + "/device/os/version", schemaPath: "#/properties/device/properties/os/properties/version/maxLength", keyword: "maxLength", params: { limit: 128 }, message: "must NOT have more than 128 characters" }], !1;
                                          } else
                                            return validate27.errors = [{ instancePath: instancePath + "/device/os/version", schemaPath: "#/properties/device/properties/os/properties/version/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                        var valid6 = _errs53 === errors;
                                      } else
                                        var valid6 = !0;
                                      if (valid6) {
                                        if (data20.name !== void 0) {
                                          let data23 = data20.name, _errs55 = errors;
                                          if (errors === _errs55)
                                            if (typeof data23 == "string") {
                                              if (func2(data23) > 256)
                                                return validate27.errors = [{ instancePath: instancePath + "/device/os/name", schemaPath: "#/properties/device/properties/os/properties/name/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                                            } else
                                              return validate27.errors = [{ instancePath: instancePath + "/device/os/name", schemaPath: "#/properties/device/properties/os/properties/name/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                          var valid6 = _errs55 === errors;
                                        } else
                                          var valid6 = !0;
                                        if (valid6)
                                          if (data20.architecture !== void 0) {
                                            let data24 = data20.architecture, _errs57 = errors;
                                            if (errors === _errs57)
                                              if (typeof data24 == "string") {
                                                if (func2(data24) > 32)
                                                  return validate27.errors = [{ instancePath: instancePath + "/device/os/architecture", schemaPath: "#/properties/device/properties/os/properties/architecture/maxLength", keyword: "maxLength", params: { limit: 32 }, message: "must NOT have more than 32 characters" }], !1;
                                              } else
                                                return validate27.errors = [{ instancePath: instancePath + "/device/os/architecture", schemaPath: "#/properties/device/properties/os/properties/architecture/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                            var valid6 = _errs57 === errors;
                                          } else
                                            var valid6 = !0;
                                      }
                                    }
                                  } else
                                    return validate27.errors = [{ instancePath: instancePath + "/device/os", schemaPath: "#/properties/device/properties/os/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                var valid5 = _errs41 === errors;
                              } else
                                var valid5 = !0;
                              if (valid5) {
                                if (data18.manufacturer !== void 0) {
                                  let data25 = data18.manufacturer, _errs59 = errors;
                                  if (errors === _errs59)
                                    if (typeof data25 == "string") {
                                      if (func2(data25) > 256)
                                        return validate27.errors = [{ instancePath: instancePath + "/device/manufacturer", schemaPath: "#/properties/device/properties/manufacturer/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                                    } else
                                      return validate27.errors = [{ instancePath: instancePath + "/device/manufacturer", schemaPath: "#/properties/device/properties/manufacturer/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  var valid5 = _errs59 === errors;
                                } else
                                  var valid5 = !0;
                                if (valid5) {
                                  if (data18.model !== void 0) {
                                    let data26 = data18.model, _errs61 = errors;
                                    if (errors === _errs61)
                                      if (typeof data26 == "string") {
                                        if (func2(data26) > 256)
                                          return validate27.errors = [{ instancePath: instancePath + "/device/model", schemaPath: "#/properties/device/properties/model/maxLength", keyword: "maxLength", params: { limit: 256 }, message: "must NOT have more than 256 characters" }], !1;
                                      } else
                                        return validate27.errors = [{ instancePath: instancePath + "/device/model", schemaPath: "#/properties/device/properties/model/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                    var valid5 = _errs61 === errors;
                                  } else
                                    var valid5 = !0;
                                  if (valid5) {
                                    if (data18.hardware !== void 0) {
                                      let data27 = data18.hardware, _errs63 = errors;
                                      if (errors === _errs63)
                                        if (Array.isArray(data27)) {
                                          if (data27.length > 8)
                                            return validate27.errors = [{ instancePath: instancePath + "/device/hardware", schemaPath: "#/properties/device/properties/hardware/maxItems", keyword: "maxItems", params: { limit: 8 }, message: "must NOT have more than 8 items" }], !1;
                                          {
                                            var valid8 = !0;
                                            let len2 = data27.length;
                                            for (let i2 = 0; i2 < len2; i2++) {
                                              let data28 = data27[i2], _errs65 = errors;
                                              if (errors === _errs65)
                                                if (typeof data28 == "string") {
                                                  if (!pattern7.test(data28))
                                                    return validate27.errors = [{ instancePath: instancePath + "/device/hardware/" + i2, schemaPath: "#/properties/device/properties/hardware/items/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
                                                } else
                                                  return validate27.errors = [{ instancePath: instancePath + "/device/hardware/" + i2, schemaPath: "#/properties/device/properties/hardware/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                              var valid8 = _errs65 === errors;
                                              if (!valid8)
                                                break;
                                            }
                                          }
                                        } else
                                          return validate27.errors = [{ instancePath: instancePath + "/device/hardware", schemaPath: "#/properties/device/properties/hardware/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                                      var valid5 = _errs63 === errors;
                                    } else
                                      var valid5 = !0;
                                    if (valid5) {
                                      if (data18.tags !== void 0) {
                                        let data29 = data18.tags, _errs67 = errors;
                                        if (errors === _errs67)
                                          if (Array.isArray(data29)) {
                                            if (data29.length > 20)
                                              return validate27.errors = [{ instancePath: instancePath + "/device/tags", schemaPath: "#/properties/device/properties/tags/maxItems", keyword: "maxItems", params: { limit: 20 }, message: "must NOT have more than 20 items" }], !1;
                                            {
                                              var valid9 = !0;
                                              let len3 = data29.length;
                                              for (let i3 = 0; i3 < len3; i3++) {
                                                let data30 = data29[i3], _errs69 = errors;
                                                if (errors === _errs69)
                                                  if (typeof data30 == "string") {
                                                    if (func2(data30) > 200)
                                                      return validate27.errors = [{ instancePath: instancePath + "/device/tags/" + i3, schemaPath: "#/properties/device/properties/tags/items/maxLength", keyword: "maxLength", params: { limit: 200 }, message: "must NOT have more than 200 characters" }], !1;
                                                    if (func2(data30) < 1)
                                                      return validate27.errors = [{ instancePath: instancePath + "/device/tags/" + i3, schemaPath: "#/properties/device/properties/tags/items/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                                  } else
                                                    return validate27.errors = [{ instancePath: instancePath + "/device/tags/" + i3, schemaPath: "#/properties/device/properties/tags/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                var valid9 = _errs69 === errors;
                                                if (!valid9)
                                                  break;
                                              }
                                            }
                                          } else
                                            return validate27.errors = [{ instancePath: instancePath + "/device/tags", schemaPath: "#/properties/device/properties/tags/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                                        var valid5 = _errs67 === errors;
                                      } else
                                        var valid5 = !0;
                                      if (valid5) {
                                        if (data18.role !== void 0) {
                                          let data31 = data18.role, _errs71 = errors, _errs72 = errors, valid10 = !1, _errs73 = errors;
                                          if (typeof data31 != "string") {
                                            let err9 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                            vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                                          }
                                          if (data31 !== "client") {
                                            let err10 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/0/const", keyword: "const", params: { allowedValue: "client" }, message: "must be equal to constant" };
                                            vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                                          }
                                          var _valid1 = _errs73 === errors;
                                          if (valid10 = valid10 || _valid1, !valid10) {
                                            let _errs75 = errors;
                                            if (typeof data31 != "string") {
                                              let err11 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                              vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                                            }
                                            if (data31 !== "server") {
                                              let err12 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/1/const", keyword: "const", params: { allowedValue: "server" }, message: "must be equal to constant" };
                                              vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                                            }
                                            var _valid1 = _errs75 === errors;
                                            if (valid10 = valid10 || _valid1, !valid10) {
                                              let _errs77 = errors;
                                              if (typeof data31 != "string") {
                                                let err13 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                                              }
                                              if (data31 !== "domain-controller") {
                                                let err14 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf/2/const", keyword: "const", params: { allowedValue: "domain-controller" }, message: "must be equal to constant" };
                                                vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++;
                                              }
                                              var _valid1 = _errs77 === errors;
                                              valid10 = valid10 || _valid1;
                                            }
                                          }
                                          if (valid10)
                                            errors = _errs72, vErrors !== null && (_errs72 ? vErrors.length = _errs72 : vErrors = null);
                                          else {
                                            let err15 = { instancePath: instancePath + "/device/role", schemaPath: "#/properties/device/properties/role/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                            return vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++, validate27.errors = vErrors, !1;
                                          }
                                          var valid5 = _errs71 === errors;
                                        } else
                                          var valid5 = !0;
                                        if (valid5) {
                                          if (data18.directory !== void 0) {
                                            let data32 = data18.directory, _errs79 = errors;
                                            if (errors === _errs79)
                                              if (data32 && typeof data32 == "object" && !Array.isArray(data32)) {
                                                let missing5;
                                                if (data32.deviceId === void 0 && (missing5 = "deviceId") || data32.tenantId === void 0 && (missing5 = "tenantId") || data32.trustType === void 0 && (missing5 = "trustType"))
                                                  return validate27.errors = [{ instancePath: instancePath + "/device/directory", schemaPath: "#/properties/device/properties/directory/required", keyword: "required", params: { missingProperty: missing5 }, message: "must have required property '" + missing5 + "'" }], !1;
                                                if (data32.deviceId !== void 0) {
                                                  let data33 = data32.deviceId, _errs81 = errors;
                                                  if (errors === _errs81)
                                                    if (typeof data33 == "string") {
                                                      if (!pattern0.test(data33))
                                                        return validate27.errors = [{ instancePath: instancePath + "/device/directory/deviceId", schemaPath: "#/properties/device/properties/directory/properties/deviceId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                                    } else
                                                      return validate27.errors = [{ instancePath: instancePath + "/device/directory/deviceId", schemaPath: "#/properties/device/properties/directory/properties/deviceId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                  var valid11 = _errs81 === errors;
                                                } else
                                                  var valid11 = !0;
                                                if (valid11) {
                                                  if (data32.tenantId !== void 0) {
                                                    let data34 = data32.tenantId, _errs83 = errors;
                                                    if (errors === _errs83)
                                                      if (typeof data34 == "string") {
                                                        if (!pattern0.test(data34))
                                                          return validate27.errors = [{ instancePath: instancePath + "/device/directory/tenantId", schemaPath: "#/properties/device/properties/directory/properties/tenantId/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                                      } else
                                                        return validate27.errors = [{ instancePath: instancePath + "/device/directory/tenantId", schemaPath: "#/properties/device/properties/directory/properties/tenantId/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                    var valid11 = _errs83 === errors;
                                                  } else
                                                    var valid11 = !0;
                                                  if (valid11)
                                                    if (data32.trustType !== void 0) {
                                                      let data35 = data32.trustType, _errs85 = errors, _errs86 = errors, valid12 = !1, _errs87 = errors;
                                                      if (typeof data35 != "string") {
                                                        let err16 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                        vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                                                      }
                                                      if (data35 !== "AzureAd") {
                                                        let err17 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/0/const", keyword: "const", params: { allowedValue: "AzureAd" }, message: "must be equal to constant" };
                                                        vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                                                      }
                                                      var _valid2 = _errs87 === errors;
                                                      if (valid12 = valid12 || _valid2, !valid12) {
                                                        let _errs89 = errors;
                                                        if (typeof data35 != "string") {
                                                          let err18 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                          vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                                                        }
                                                        if (data35 !== "ServerAd") {
                                                          let err19 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/1/const", keyword: "const", params: { allowedValue: "ServerAd" }, message: "must be equal to constant" };
                                                          vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                                                        }
                                                        var _valid2 = _errs89 === errors;
                                                        if (valid12 = valid12 || _valid2, !valid12) {
                                                          let _errs91 = errors;
                                                          if (typeof data35 != "string") {
                                                            let err20 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                            vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                                                          }
                                                          if (data35 !== "Workplace") {
                                                            let err21 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf/2/const", keyword: "const", params: { allowedValue: "Workplace" }, message: "must be equal to constant" };
                                                            vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                                          }
                                                          var _valid2 = _errs91 === errors;
                                                          valid12 = valid12 || _valid2;
                                                        }
                                                      }
                                                      if (valid12)
                                                        errors = _errs86, vErrors !== null && (_errs86 ? vErrors.length = _errs86 : vErrors = null);
                                                      else {
                                                        let err22 = { instancePath: instancePath + "/device/directory/trustType", schemaPath: "#/properties/device/properties/directory/properties/trustType/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                                        return vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++, validate27.errors = vErrors, !1;
                                                      }
                                                      var valid11 = _errs85 === errors;
                                                    } else
                                                      var valid11 = !0;
                                                }
                                              } else
                                                return validate27.errors = [{ instancePath: instancePath + "/device/directory", schemaPath: "#/properties/device/properties/directory/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                            var valid5 = _errs79 === errors;
                                          } else
                                            var valid5 = !0;
                                          if (valid5)
                                            if (data18.simulated !== void 0) {
                                              let _errs93 = errors;
                                              if (typeof data18.simulated != "boolean")
                                                return validate27.errors = [{ instancePath: instancePath + "/device/simulated", schemaPath: "#/properties/device/properties/simulated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                                              var valid5 = _errs93 === errors;
                                            } else
                                              var valid5 = !0;
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          } else
                            return validate27.errors = [{ instancePath: instancePath + "/device", schemaPath: "#/properties/device/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                        var valid0 = _errs37 === errors;
                      } else
                        var valid0 = !0;
                  }
                }
              }
            }
          }
        }
      }
    } else
      return validate27.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate27.errors = vErrors, errors === 0;
}
var validateRekeyAnswer = validate28;
function validate28(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.token === void 0 && (missing0 = "token") || data.expiresIn === void 0 && (missing0 = "expiresIn"))
        return validate28.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.token !== void 0) {
        let data0 = data.token, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 1024)
              return validate28.errors = [{ instancePath: instancePath + "/token", schemaPath: "#/properties/token/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }], !1;
            if (func2(data0) < 20)
              return validate28.errors = [{ instancePath: instancePath + "/token", schemaPath: "#/properties/token/minLength", keyword: "minLength", params: { limit: 20 }, message: "must NOT have fewer than 20 characters" }], !1;
          } else
            return validate28.errors = [{ instancePath: instancePath + "/token", schemaPath: "#/properties/token/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0)
        if (data.expiresIn !== void 0) {
          let data1 = data.expiresIn, _errs3 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
            return validate28.errors = [{ instancePath: instancePath + "/expiresIn", schemaPath: "#/properties/expiresIn/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
          if (errors === _errs3 && typeof data1 == "number" && isFinite(data1)) {
            if (data1 > 86400 || isNaN(data1))
              return validate28.errors = [{ instancePath: instancePath + "/expiresIn", schemaPath: "#/properties/expiresIn/maximum", keyword: "maximum", params: { comparison: "<=", limit: 86400 }, message: "must be <= 86400" }], !1;
            if (data1 < 1 || isNaN(data1))
              return validate28.errors = [{ instancePath: instancePath + "/expiresIn", schemaPath: "#/properties/expiresIn/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
    } else
      return validate28.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate28.errors = vErrors, errors === 0;
}
var validateRekeyRequest = validate29;
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.why === void 0 && (missing0 = "why"))
        return validate29.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.why !== void 0) {
        let data0 = data.why, _errs2 = errors, valid1 = !1, _errs3 = errors;
        if (typeof data0 != "string") {
          let err0 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
          vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
        }
        if (data0 !== "clone") {
          let err1 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/anyOf/0/const", keyword: "const", params: { allowedValue: "clone" }, message: "must be equal to constant" };
          vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
        }
        var _valid0 = _errs3 === errors;
        if (valid1 = valid1 || _valid0, !valid1) {
          let _errs5 = errors;
          if (typeof data0 != "string") {
            let err2 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
          }
          if (data0 !== "lost-token") {
            let err3 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/anyOf/1/const", keyword: "const", params: { allowedValue: "lost-token" }, message: "must be equal to constant" };
            vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
          }
          var _valid0 = _errs5 === errors;
          valid1 = valid1 || _valid0;
        }
        if (valid1)
          errors = _errs2, vErrors !== null && (_errs2 ? vErrors.length = _errs2 : vErrors = null);
        else {
          let err4 = { instancePath: instancePath + "/why", schemaPath: "#/properties/why/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
          return vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++, validate29.errors = vErrors, !1;
        }
      }
    } else
      return validate29.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate29.errors = vErrors, errors === 0;
}
var validateReportAnswer = validate30;
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.digest === void 0 && (missing0 = "digest"))
        return validate30.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.digest !== void 0) {
        let data0 = data.digest;
        if (errors === errors)
          if (typeof data0 == "string") {
            if (!pattern7.test(data0))
              return validate30.errors = [{ instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
          } else
            return validate30.errors = [{ instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
      }
    } else
      return validate30.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate30.errors = vErrors, errors === 0;
}
var validateReportRequest = validate31;
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.seq === void 0 && (missing0 = "seq") || data.assignment === void 0 && (missing0 = "assignment") || data.observedAt === void 0 && (missing0 = "observedAt") || data.full === void 0 && (missing0 = "full") || data.simulated === void 0 && (missing0 = "simulated") || data.digest === void 0 && (missing0 = "digest") || data.items === void 0 && (missing0 = "items"))
        return validate31.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.seq !== void 0) {
        let data0 = data.seq, _errs1 = errors;
        if (!(typeof data0 == "number" && !(data0 % 1) && !isNaN(data0) && isFinite(data0)))
          return validate31.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
        if (errors === _errs1 && typeof data0 == "number" && isFinite(data0)) {
          if (data0 > 9007199254740991 || isNaN(data0))
            return validate31.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/maximum", keyword: "maximum", params: { comparison: "<=", limit: 9007199254740991 }, message: "must be <= 9007199254740991" }], !1;
          if (data0 < 1 || isNaN(data0))
            return validate31.errors = [{ instancePath: instancePath + "/seq", schemaPath: "#/properties/seq/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
        }
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.assignment !== void 0) {
          let data1 = data.assignment, _errs3 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
            return validate31.errors = [{ instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
          if (errors === _errs3 && typeof data1 == "number" && isFinite(data1) && (data1 < 1 || isNaN(data1)))
            return validate31.errors = [{ instancePath: instancePath + "/assignment", schemaPath: "#/properties/assignment/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.observedAt !== void 0) {
            let data2 = data.observedAt, _errs5 = errors;
            if (errors === _errs5)
              if (typeof data2 == "string") {
                if (!pattern6.test(data2))
                  return validate31.errors = [{ instancePath: instancePath + "/observedAt", schemaPath: "#/properties/observedAt/pattern", keyword: "pattern", params: { pattern: "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$" }, message: 'must match pattern "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}(\\.\\d{1,3})?Z$"' }], !1;
              } else
                return validate31.errors = [{ instancePath: instancePath + "/observedAt", schemaPath: "#/properties/observedAt/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.full !== void 0) {
              let _errs7 = errors;
              if (typeof data.full != "boolean")
                return validate31.errors = [{ instancePath: instancePath + "/full", schemaPath: "#/properties/full/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
              var valid0 = _errs7 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.simulated !== void 0) {
                let _errs9 = errors;
                if (typeof data.simulated != "boolean")
                  return validate31.errors = [{ instancePath: instancePath + "/simulated", schemaPath: "#/properties/simulated/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                var valid0 = _errs9 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.digest !== void 0) {
                  let data5 = data.digest, _errs11 = errors;
                  if (errors === _errs11)
                    if (typeof data5 == "string") {
                      if (!pattern7.test(data5))
                        return validate31.errors = [{ instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/pattern", keyword: "pattern", params: { pattern: "^sha256:[0-9a-f]{64}$" }, message: 'must match pattern "^sha256:[0-9a-f]{64}$"' }], !1;
                    } else
                      return validate31.errors = [{ instancePath: instancePath + "/digest", schemaPath: "#/properties/digest/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                  var valid0 = _errs11 === errors;
                } else
                  var valid0 = !0;
                if (valid0)
                  if (data.items !== void 0) {
                    let data6 = data.items, _errs13 = errors;
                    if (errors === _errs13)
                      if (Array.isArray(data6)) {
                        if (data6.length > 1e3)
                          return validate31.errors = [{ instancePath: instancePath + "/items", schemaPath: "#/properties/items/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }], !1;
                        {
                          var valid1 = !0;
                          let len0 = data6.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data7 = data6[i0], _errs15 = errors;
                            if (errors === _errs15)
                              if (data7 && typeof data7 == "object" && !Array.isArray(data7)) {
                                let missing1;
                                if (data7.policy === void 0 && (missing1 = "policy") || data7.revision === void 0 && (missing1 = "revision") || data7.state === void 0 && (missing1 = "state") || data7.counts === void 0 && (missing1 = "counts") || data7.settings === void 0 && (missing1 = "settings"))
                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0, schemaPath: "#/properties/items/items/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                                if (data7.policy !== void 0) {
                                  let data8 = data7.policy, _errs17 = errors;
                                  if (errors === _errs17)
                                    if (typeof data8 == "string") {
                                      if (!pattern0.test(data8))
                                        return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/policy", schemaPath: "#/properties/items/items/properties/policy/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
                                    } else
                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/policy", schemaPath: "#/properties/items/items/properties/policy/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                  var valid2 = _errs17 === errors;
                                } else
                                  var valid2 = !0;
                                if (valid2) {
                                  if (data7.revision !== void 0) {
                                    let data9 = data7.revision, _errs19 = errors;
                                    if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9) && isFinite(data9)))
                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/revision", schemaPath: "#/properties/items/items/properties/revision/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                    if (errors === _errs19 && typeof data9 == "number" && isFinite(data9) && (data9 < 1 || isNaN(data9)))
                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/revision", schemaPath: "#/properties/items/items/properties/revision/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
                                    var valid2 = _errs19 === errors;
                                  } else
                                    var valid2 = !0;
                                  if (valid2) {
                                    if (data7.state !== void 0) {
                                      let data10 = data7.state, _errs21 = errors, _errs22 = errors, valid3 = !1, _errs23 = errors;
                                      if (typeof data10 != "string") {
                                        let err0 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                        vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
                                      }
                                      if (data10 !== "error") {
                                        let err1 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/0/const", keyword: "const", params: { allowedValue: "error" }, message: "must be equal to constant" };
                                        vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
                                      }
                                      var _valid0 = _errs23 === errors;
                                      if (valid3 = valid3 || _valid0, !valid3) {
                                        let _errs25 = errors;
                                        if (typeof data10 != "string") {
                                          let err2 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                          vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
                                        }
                                        if (data10 !== "conflict") {
                                          let err3 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/1/const", keyword: "const", params: { allowedValue: "conflict" }, message: "must be equal to constant" };
                                          vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
                                        }
                                        var _valid0 = _errs25 === errors;
                                        if (valid3 = valid3 || _valid0, !valid3) {
                                          let _errs27 = errors;
                                          if (typeof data10 != "string") {
                                            let err4 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                            vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                                          }
                                          if (data10 !== "nonCompliant") {
                                            let err5 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/2/const", keyword: "const", params: { allowedValue: "nonCompliant" }, message: "must be equal to constant" };
                                            vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                                          }
                                          var _valid0 = _errs27 === errors;
                                          if (valid3 = valid3 || _valid0, !valid3) {
                                            let _errs29 = errors;
                                            if (typeof data10 != "string") {
                                              let err6 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                              vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                                            }
                                            if (data10 !== "unknown") {
                                              let err7 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/3/const", keyword: "const", params: { allowedValue: "unknown" }, message: "must be equal to constant" };
                                              vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                                            }
                                            var _valid0 = _errs29 === errors;
                                            if (valid3 = valid3 || _valid0, !valid3) {
                                              let _errs31 = errors;
                                              if (typeof data10 != "string") {
                                                let err8 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/4/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                                              }
                                              if (data10 !== "remediated") {
                                                let err9 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/4/const", keyword: "const", params: { allowedValue: "remediated" }, message: "must be equal to constant" };
                                                vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                                              }
                                              var _valid0 = _errs31 === errors;
                                              if (valid3 = valid3 || _valid0, !valid3) {
                                                let _errs33 = errors;
                                                if (typeof data10 != "string") {
                                                  let err10 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/5/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                  vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                                                }
                                                if (data10 !== "compliant") {
                                                  let err11 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/5/const", keyword: "const", params: { allowedValue: "compliant" }, message: "must be equal to constant" };
                                                  vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                                                }
                                                var _valid0 = _errs33 === errors;
                                                if (valid3 = valid3 || _valid0, !valid3) {
                                                  let _errs35 = errors;
                                                  if (typeof data10 != "string") {
                                                    let err12 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/6/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                    vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                                                  }
                                                  if (data10 !== "notApplicable") {
                                                    let err13 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf/6/const", keyword: "const", params: { allowedValue: "notApplicable" }, message: "must be equal to constant" };
                                                    vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                                                  }
                                                  var _valid0 = _errs35 === errors;
                                                  valid3 = valid3 || _valid0;
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                      if (valid3)
                                        errors = _errs22, vErrors !== null && (_errs22 ? vErrors.length = _errs22 : vErrors = null);
                                      else {
                                        let err14 = { instancePath: instancePath + "/items/" + i0 + "/state", schemaPath: "#/properties/items/items/properties/state/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                        return vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++, validate31.errors = vErrors, !1;
                                      }
                                      var valid2 = _errs21 === errors;
                                    } else
                                      var valid2 = !0;
                                    if (valid2) {
                                      if (data7.counts !== void 0) {
                                        let data11 = data7.counts, _errs37 = errors;
                                        if (errors === _errs37)
                                          if (data11 && typeof data11 == "object" && !Array.isArray(data11)) {
                                            let missing2;
                                            if (data11.compliant === void 0 && (missing2 = "compliant") || data11.remediated === void 0 && (missing2 = "remediated") || data11.nonCompliant === void 0 && (missing2 = "nonCompliant") || data11.error === void 0 && (missing2 = "error") || data11.conflict === void 0 && (missing2 = "conflict") || data11.notApplicable === void 0 && (missing2 = "notApplicable") || data11.unknown === void 0 && (missing2 = "unknown"))
                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts", schemaPath: "#/properties/items/items/properties/counts/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" }], !1;
                                            if (data11.compliant !== void 0) {
                                              let data12 = data11.compliant, _errs39 = errors;
                                              if (!(typeof data12 == "number" && !(data12 % 1) && !isNaN(data12) && isFinite(data12)))
                                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/compliant", schemaPath: "#/properties/items/items/properties/counts/properties/compliant/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                              if (errors === _errs39 && typeof data12 == "number" && isFinite(data12)) {
                                                if (data12 > 2e4 || isNaN(data12))
                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/compliant", schemaPath: "#/properties/items/items/properties/counts/properties/compliant/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                if (data12 < 0 || isNaN(data12))
                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/compliant", schemaPath: "#/properties/items/items/properties/counts/properties/compliant/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                              }
                                              var valid4 = _errs39 === errors;
                                            } else
                                              var valid4 = !0;
                                            if (valid4) {
                                              if (data11.remediated !== void 0) {
                                                let data13 = data11.remediated, _errs41 = errors;
                                                if (!(typeof data13 == "number" && !(data13 % 1) && !isNaN(data13) && isFinite(data13)))
                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/remediated", schemaPath: "#/properties/items/items/properties/counts/properties/remediated/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                if (errors === _errs41 && typeof data13 == "number" && isFinite(data13)) {
                                                  if (data13 > 2e4 || isNaN(data13))
                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/remediated", schemaPath: "#/properties/items/items/properties/counts/properties/remediated/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                  if (data13 < 0 || isNaN(data13))
                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/remediated", schemaPath: "#/properties/items/items/properties/counts/properties/remediated/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                                }
                                                var valid4 = _errs41 === errors;
                                              } else
                                                var valid4 = !0;
                                              if (valid4) {
                                                if (data11.nonCompliant !== void 0) {
                                                  let data14 = data11.nonCompliant, _errs43 = errors;
                                                  if (!(typeof data14 == "number" && !(data14 % 1) && !isNaN(data14) && isFinite(data14)))
                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/nonCompliant", schemaPath: "#/properties/items/items/properties/counts/properties/nonCompliant/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                  if (errors === _errs43 && typeof data14 == "number" && isFinite(data14)) {
                                                    if (data14 > 2e4 || isNaN(data14))
                                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/nonCompliant", schemaPath: "#/properties/items/items/properties/counts/properties/nonCompliant/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                    if (data14 < 0 || isNaN(data14))
                                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/nonCompliant", schemaPath: "#/properties/items/items/properties/counts/properties/nonCompliant/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                                  }
                                                  var valid4 = _errs43 === errors;
                                                } else
                                                  var valid4 = !0;
                                                if (valid4) {
                                                  if (data11.error !== void 0) {
                                                    let data15 = data11.error, _errs45 = errors;
                                                    if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15)))
                                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/error", schemaPath: "#/properties/items/items/properties/counts/properties/error/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                    if (errors === _errs45 && typeof data15 == "number" && isFinite(data15)) {
                                                      if (data15 > 2e4 || isNaN(data15))
                                                        return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/error", schemaPath: "#/properties/items/items/properties/counts/properties/error/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                      if (data15 < 0 || isNaN(data15))
                                                        return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/error", schemaPath: "#/properties/items/items/properties/counts/properties/error/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                                    }
                                                    var valid4 = _errs45 === errors;
                                                  } else
                                                    var valid4 = !0;
                                                  if (valid4) {
                                                    if (data11.conflict !== void 0) {
                                                      let data16 = data11.conflict, _errs47 = errors;
                                                      if (!(typeof data16 == "number" && !(data16 % 1) && !isNaN(data16) && isFinite(data16)))
                                                        return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/conflict", schemaPath: "#/properties/items/items/properties/counts/properties/conflict/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                      if (errors === _errs47 && typeof data16 == "number" && isFinite(data16)) {
                                                        if (data16 > 2e4 || isNaN(data16))
                                                          return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/conflict", schemaPath: "#/properties/items/items/properties/counts/properties/conflict/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                        if (data16 < 0 || isNaN(data16))
                                                          return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/conflict", schemaPath: "#/properties/items/items/properties/counts/properties/conflict/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                                      }
                                                      var valid4 = _errs47 === errors;
                                                    } else
                                                      var valid4 = !0;
                                                    if (valid4) {
                                                      if (data11.notApplicable !== void 0) {
                                                        let data17 = data11.notApplicable, _errs49 = errors;
                                                        if (!(typeof data17 == "number" && !(data17 % 1) && !isNaN(data17) && isFinite(data17)))
                                                          return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/notApplicable", schemaPath: "#/properties/items/items/properties/counts/properties/notApplicable/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                        if (errors === _errs49 && typeof data17 == "number" && isFinite(data17)) {
                                                          if (data17 > 2e4 || isNaN(data17))
                                                            return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/notApplicable", schemaPath: "#/properties/items/items/properties/counts/properties/notApplicable/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                          if (data17 < 0 || isNaN(data17))
                                                            return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/notApplicable", schemaPath: "#/properties/items/items/properties/counts/properties/notApplicable/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                                        }
                                                        var valid4 = _errs49 === errors;
                                                      } else
                                                        var valid4 = !0;
                                                      if (valid4)
                                                        if (data11.unknown !== void 0) {
                                                          let data18 = data11.unknown, _errs51 = errors;
                                                          if (!(typeof data18 == "number" && !(data18 % 1) && !isNaN(data18) && isFinite(data18)))
                                                            return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/unknown", schemaPath: "#/properties/items/items/properties/counts/properties/unknown/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                          if (errors === _errs51 && typeof data18 == "number" && isFinite(data18)) {
                                                            if (data18 > 2e4 || isNaN(data18))
                                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/unknown", schemaPath: "#/properties/items/items/properties/counts/properties/unknown/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                                            if (data18 < 0 || isNaN(data18))
                                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts/unknown", schemaPath: "#/properties/items/items/properties/counts/properties/unknown/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                                          }
                                                          var valid4 = _errs51 === errors;
                                                        } else
                                                          var valid4 = !0;
                                                    }
                                                  }
                                                }
                                              }
                                            }
                                          } else
                                            return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/counts", schemaPath: "#/properties/items/items/properties/counts/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                        var valid2 = _errs37 === errors;
                                      } else
                                        var valid2 = !0;
                                      if (valid2)
                                        if (data7.settings !== void 0) {
                                          let data19 = data7.settings, _errs53 = errors;
                                          if (errors === _errs53)
                                            if (Array.isArray(data19)) {
                                              if (data19.length > 2e4)
                                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings", schemaPath: "#/properties/items/items/properties/settings/maxItems", keyword: "maxItems", params: { limit: 2e4 }, message: "must NOT have more than 20000 items" }], !1;
                                              {
                                                var valid5 = !0;
                                                let len1 = data19.length;
                                                for (let i1 = 0; i1 < len1; i1++) {
                                                  let data20 = data19[i1], _errs55 = errors;
                                                  if (errors === _errs55)
                                                    if (data20 && typeof data20 == "object" && !Array.isArray(data20)) {
                                                      let missing3;
                                                      if (data20.id === void 0 && (missing3 = "id") || data20.state === void 0 && (missing3 = "state") || data20.sources === void 0 && (missing3 = "sources"))
                                                        return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1, schemaPath: "#/properties/items/items/properties/settings/items/required", keyword: "required", params: { missingProperty: missing3 }, message: "must have required property '" + missing3 + "'" }], !1;
                                                      if (data20.id !== void 0) {
                                                        let data21 = data20.id, _errs57 = errors;
                                                        if (errors === _errs57)
                                                          if (typeof data21 == "string") {
                                                            if (func2(data21) > 1024)
                                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/id", schemaPath: "#/properties/items/items/properties/settings/items/properties/id/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }], !1;
                                                            if (func2(data21) < 1)
                                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/id", schemaPath: "#/properties/items/items/properties/settings/items/properties/id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                                          } else
                                                            return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/id", schemaPath: "#/properties/items/items/properties/settings/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                        var valid6 = _errs57 === errors;
                                                      } else
                                                        var valid6 = !0;
                                                      if (valid6) {
                                                        if (data20.state !== void 0) {
                                                          let data22 = data20.state, _errs59 = errors, _errs60 = errors, valid7 = !1, _errs61 = errors;
                                                          if (typeof data22 != "string") {
                                                            let err15 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                            vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                                                          }
                                                          if (data22 !== "error") {
                                                            let err16 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/0/const", keyword: "const", params: { allowedValue: "error" }, message: "must be equal to constant" };
                                                            vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                                                          }
                                                          var _valid1 = _errs61 === errors;
                                                          if (valid7 = valid7 || _valid1, !valid7) {
                                                            let _errs63 = errors;
                                                            if (typeof data22 != "string") {
                                                              let err17 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                              vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                                                            }
                                                            if (data22 !== "conflict") {
                                                              let err18 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/1/const", keyword: "const", params: { allowedValue: "conflict" }, message: "must be equal to constant" };
                                                              vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                                                            }
                                                            var _valid1 = _errs63 === errors;
                                                            if (valid7 = valid7 || _valid1, !valid7) {
                                                              let _errs65 = errors;
                                                              if (typeof data22 != "string") {
                                                                let err19 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                                vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                                                              }
                                                              if (data22 !== "nonCompliant") {
                                                                let err20 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/2/const", keyword: "const", params: { allowedValue: "nonCompliant" }, message: "must be equal to constant" };
                                                                vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                                                              }
                                                              var _valid1 = _errs65 === errors;
                                                              if (valid7 = valid7 || _valid1, !valid7) {
                                                                let _errs67 = errors;
                                                                if (typeof data22 != "string") {
                                                                  let err21 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                                  vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                                                }
                                                                if (data22 !== "unknown") {
                                                                  let err22 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/3/const", keyword: "const", params: { allowedValue: "unknown" }, message: "must be equal to constant" };
                                                                  vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                                                                }
                                                                var _valid1 = _errs67 === errors;
                                                                if (valid7 = valid7 || _valid1, !valid7) {
                                                                  let _errs69 = errors;
                                                                  if (typeof data22 != "string") {
                                                                    let err23 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/4/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                                    vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                                                                  }
                                                                  if (data22 !== "remediated") {
                                                                    let err24 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/4/const", keyword: "const", params: { allowedValue: "remediated" }, message: "must be equal to constant" };
                                                                    vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                                                                  }
                                                                  var _valid1 = _errs69 === errors;
                                                                  if (valid7 = valid7 || _valid1, !valid7) {
                                                                    let _errs71 = errors;
                                                                    if (typeof data22 != "string") {
                                                                      let err25 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/5/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                                      vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                                                                    }
                                                                    if (data22 !== "compliant") {
                                                                      let err26 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/5/const", keyword: "const", params: { allowedValue: "compliant" }, message: "must be equal to constant" };
                                                                      vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                                                                    }
                                                                    var _valid1 = _errs71 === errors;
                                                                    if (valid7 = valid7 || _valid1, !valid7) {
                                                                      let _errs73 = errors;
                                                                      if (typeof data22 != "string") {
                                                                        let err27 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/6/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                                                        vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                                                                      }
                                                                      if (data22 !== "notApplicable") {
                                                                        let err28 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf/6/const", keyword: "const", params: { allowedValue: "notApplicable" }, message: "must be equal to constant" };
                                                                        vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                                                                      }
                                                                      var _valid1 = _errs73 === errors;
                                                                      valid7 = valid7 || _valid1;
                                                                    }
                                                                  }
                                                                }
                                                              }
                                                            }
                                                          }
                                                          if (valid7)
                                                            errors = _errs60, vErrors !== null && (_errs60 ? vErrors.length = _errs60 : vErrors = null);
                                                          else {
                                                            let err29 = { instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/state", schemaPath: "#/properties/items/items/properties/settings/items/properties/state/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                                            return vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++, validate31.errors = vErrors, !1;
                                                          }
                                                          var valid6 = _errs59 === errors;
                                                        } else
                                                          var valid6 = !0;
                                                        if (valid6) {
                                                          if (data20.errorCode !== void 0) {
                                                            let data23 = data20.errorCode, _errs75 = errors;
                                                            if (!(typeof data23 == "number" && !(data23 % 1) && !isNaN(data23) && isFinite(data23)))
                                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/errorCode", schemaPath: "#/properties/items/items/properties/settings/items/properties/errorCode/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                                            if (errors === _errs75 && typeof data23 == "number" && isFinite(data23)) {
                                                              if (data23 > 2147483647 || isNaN(data23))
                                                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/errorCode", schemaPath: "#/properties/items/items/properties/settings/items/properties/errorCode/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 }, message: "must be <= 2147483647" }], !1;
                                                              if (data23 < -2147483648 || isNaN(data23))
                                                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/errorCode", schemaPath: "#/properties/items/items/properties/settings/items/properties/errorCode/minimum", keyword: "minimum", params: { comparison: ">=", limit: -2147483648 }, message: "must be >= -2147483648" }], !1;
                                                            }
                                                            var valid6 = _errs75 === errors;
                                                          } else
                                                            var valid6 = !0;
                                                          if (valid6) {
                                                            if (data20.expected !== void 0) {
                                                              let data24 = data20.expected, _errs77 = errors;
                                                              if (errors === _errs77)
                                                                if (typeof data24 == "string") {
                                                                  if (func2(data24) > 4096)
                                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/expected", schemaPath: "#/properties/items/items/properties/settings/items/properties/expected/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                                                                } else
                                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/expected", schemaPath: "#/properties/items/items/properties/settings/items/properties/expected/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                              var valid6 = _errs77 === errors;
                                                            } else
                                                              var valid6 = !0;
                                                            if (valid6) {
                                                              if (data20.actual !== void 0) {
                                                                let data25 = data20.actual, _errs79 = errors;
                                                                if (errors === _errs79)
                                                                  if (typeof data25 == "string") {
                                                                    if (func2(data25) > 4096)
                                                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/actual", schemaPath: "#/properties/items/items/properties/settings/items/properties/actual/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                                                                  } else
                                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/actual", schemaPath: "#/properties/items/items/properties/settings/items/properties/actual/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                                var valid6 = _errs79 === errors;
                                                              } else
                                                                var valid6 = !0;
                                                              if (valid6) {
                                                                if (data20.drift !== void 0) {
                                                                  let _errs81 = errors;
                                                                  if (typeof data20.drift != "boolean")
                                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/drift", schemaPath: "#/properties/items/items/properties/settings/items/properties/drift/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                                                                  var valid6 = _errs81 === errors;
                                                                } else
                                                                  var valid6 = !0;
                                                                if (valid6) {
                                                                  if (data20.sources !== void 0) {
                                                                    let data27 = data20.sources, _errs83 = errors;
                                                                    if (errors === _errs83)
                                                                      if (Array.isArray(data27)) {
                                                                        if (data27.length > 1e3)
                                                                          return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/sources", schemaPath: "#/properties/items/items/properties/settings/items/properties/sources/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }], !1;
                                                                        {
                                                                          var valid8 = !0;
                                                                          let len2 = data27.length;
                                                                          for (let i2 = 0; i2 < len2; i2++) {
                                                                            let data28 = data27[i2], _errs85 = errors;
                                                                            if (errors === _errs85)
                                                                              if (typeof data28 == "string") {
                                                                                if (func2(data28) > 64)
                                                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/sources/" + i2, schemaPath: "#/properties/items/items/properties/settings/items/properties/sources/items/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                                                                              } else
                                                                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/sources/" + i2, schemaPath: "#/properties/items/items/properties/settings/items/properties/sources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                                            var valid8 = _errs85 === errors;
                                                                            if (!valid8)
                                                                              break;
                                                                          }
                                                                        }
                                                                      } else
                                                                        return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/sources", schemaPath: "#/properties/items/items/properties/settings/items/properties/sources/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                                                                    var valid6 = _errs83 === errors;
                                                                  } else
                                                                    var valid6 = !0;
                                                                  if (valid6)
                                                                    if (data20.reason !== void 0) {
                                                                      let data29 = data20.reason, _errs87 = errors;
                                                                      if (errors === _errs87)
                                                                        if (data29 && typeof data29 == "object" && !Array.isArray(data29)) {
                                                                          let missing4;
                                                                          if (data29.code === void 0 && (missing4 = "code") || data29.phrase === void 0 && (missing4 = "phrase"))
                                                                            return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/reason", schemaPath: "#/properties/items/items/properties/settings/items/properties/reason/required", keyword: "required", params: { missingProperty: missing4 }, message: "must have required property '" + missing4 + "'" }], !1;
                                                                          if (data29.code !== void 0) {
                                                                            let data30 = data29.code, _errs89 = errors;
                                                                            if (errors === _errs89)
                                                                              if (typeof data30 == "string") {
                                                                                if (func2(data30) > 64)
                                                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/reason/code", schemaPath: "#/properties/items/items/properties/settings/items/properties/reason/properties/code/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                                                                              } else
                                                                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/reason/code", schemaPath: "#/properties/items/items/properties/settings/items/properties/reason/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                                            var valid9 = _errs89 === errors;
                                                                          } else
                                                                            var valid9 = !0;
                                                                          if (valid9)
                                                                            if (data29.phrase !== void 0) {
                                                                              let data31 = data29.phrase, _errs91 = errors;
                                                                              if (errors === _errs91)
                                                                                if (typeof data31 == "string") {
                                                                                  if (func2(data31) > 2048)
                                                                                    return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/reason/phrase", schemaPath: "#/properties/items/items/properties/settings/items/properties/reason/properties/phrase/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
                                                                                } else
                                                                                  return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/reason/phrase", schemaPath: "#/properties/items/items/properties/settings/items/properties/reason/properties/phrase/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                                              var valid9 = _errs91 === errors;
                                                                            } else
                                                                              var valid9 = !0;
                                                                        } else
                                                                          return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1 + "/reason", schemaPath: "#/properties/items/items/properties/settings/items/properties/reason/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                                                      var valid6 = _errs87 === errors;
                                                                    } else
                                                                      var valid6 = !0;
                                                                }
                                                              }
                                                            }
                                                          }
                                                        }
                                                      }
                                                    } else
                                                      return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings/" + i1, schemaPath: "#/properties/items/items/properties/settings/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                                  var valid5 = _errs55 === errors;
                                                  if (!valid5)
                                                    break;
                                                }
                                              }
                                            } else
                                              return validate31.errors = [{ instancePath: instancePath + "/items/" + i0 + "/settings", schemaPath: "#/properties/items/items/properties/settings/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                                          var valid2 = _errs53 === errors;
                                        } else
                                          var valid2 = !0;
                                    }
                                  }
                                }
                              } else
                                return validate31.errors = [{ instancePath: instancePath + "/items/" + i0, schemaPath: "#/properties/items/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                            var valid1 = _errs15 === errors;
                            if (!valid1)
                              break;
                          }
                        }
                      } else
                        return validate31.errors = [{ instancePath: instancePath + "/items", schemaPath: "#/properties/items/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                    var valid0 = _errs13 === errors;
                  } else
                    var valid0 = !0;
              }
            }
          }
        }
      }
    } else
      return validate31.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate31.errors = vErrors, errors === 0;
}
var validateReportedPolicy = validate32;
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.policy === void 0 && (missing0 = "policy") || data.revision === void 0 && (missing0 = "revision") || data.state === void 0 && (missing0 = "state") || data.counts === void 0 && (missing0 = "counts") || data.settings === void 0 && (missing0 = "settings"))
        return validate32.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.policy !== void 0) {
        let data0 = data.policy, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (!pattern0.test(data0))
              return validate32.errors = [{ instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/pattern", keyword: "pattern", params: { pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }, message: 'must match pattern "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"' }], !1;
          } else
            return validate32.errors = [{ instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.revision !== void 0) {
          let data1 = data.revision, _errs3 = errors;
          if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
            return validate32.errors = [{ instancePath: instancePath + "/revision", schemaPath: "#/properties/revision/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
          if (errors === _errs3 && typeof data1 == "number" && isFinite(data1) && (data1 < 1 || isNaN(data1)))
            return validate32.errors = [{ instancePath: instancePath + "/revision", schemaPath: "#/properties/revision/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 }, message: "must be >= 1" }], !1;
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.state !== void 0) {
            let data2 = data.state, _errs5 = errors, _errs6 = errors, valid1 = !1, _errs7 = errors;
            if (typeof data2 != "string") {
              let err0 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
              vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
            }
            if (data2 !== "error") {
              let err1 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/0/const", keyword: "const", params: { allowedValue: "error" }, message: "must be equal to constant" };
              vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
            }
            var _valid0 = _errs7 === errors;
            if (valid1 = valid1 || _valid0, !valid1) {
              let _errs9 = errors;
              if (typeof data2 != "string") {
                let err2 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
              }
              if (data2 !== "conflict") {
                let err3 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/1/const", keyword: "const", params: { allowedValue: "conflict" }, message: "must be equal to constant" };
                vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
              }
              var _valid0 = _errs9 === errors;
              if (valid1 = valid1 || _valid0, !valid1) {
                let _errs11 = errors;
                if (typeof data2 != "string") {
                  let err4 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
                }
                if (data2 !== "nonCompliant") {
                  let err5 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/2/const", keyword: "const", params: { allowedValue: "nonCompliant" }, message: "must be equal to constant" };
                  vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
                }
                var _valid0 = _errs11 === errors;
                if (valid1 = valid1 || _valid0, !valid1) {
                  let _errs13 = errors;
                  if (typeof data2 != "string") {
                    let err6 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                  }
                  if (data2 !== "unknown") {
                    let err7 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/3/const", keyword: "const", params: { allowedValue: "unknown" }, message: "must be equal to constant" };
                    vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                  }
                  var _valid0 = _errs13 === errors;
                  if (valid1 = valid1 || _valid0, !valid1) {
                    let _errs15 = errors;
                    if (typeof data2 != "string") {
                      let err8 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/4/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                      vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                    }
                    if (data2 !== "remediated") {
                      let err9 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/4/const", keyword: "const", params: { allowedValue: "remediated" }, message: "must be equal to constant" };
                      vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                    }
                    var _valid0 = _errs15 === errors;
                    if (valid1 = valid1 || _valid0, !valid1) {
                      let _errs17 = errors;
                      if (typeof data2 != "string") {
                        let err10 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/5/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                      }
                      if (data2 !== "compliant") {
                        let err11 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/5/const", keyword: "const", params: { allowedValue: "compliant" }, message: "must be equal to constant" };
                        vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                      }
                      var _valid0 = _errs17 === errors;
                      if (valid1 = valid1 || _valid0, !valid1) {
                        let _errs19 = errors;
                        if (typeof data2 != "string") {
                          let err12 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/6/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                          vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                        }
                        if (data2 !== "notApplicable") {
                          let err13 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/6/const", keyword: "const", params: { allowedValue: "notApplicable" }, message: "must be equal to constant" };
                          vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                        }
                        var _valid0 = _errs19 === errors;
                        valid1 = valid1 || _valid0;
                      }
                    }
                  }
                }
              }
            }
            if (valid1)
              errors = _errs6, vErrors !== null && (_errs6 ? vErrors.length = _errs6 : vErrors = null);
            else {
              let err14 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
              return vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++, validate32.errors = vErrors, !1;
            }
            var valid0 = _errs5 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.counts !== void 0) {
              let data3 = data.counts, _errs21 = errors;
              if (errors === _errs21)
                if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                  let missing1;
                  if (data3.compliant === void 0 && (missing1 = "compliant") || data3.remediated === void 0 && (missing1 = "remediated") || data3.nonCompliant === void 0 && (missing1 = "nonCompliant") || data3.error === void 0 && (missing1 = "error") || data3.conflict === void 0 && (missing1 = "conflict") || data3.notApplicable === void 0 && (missing1 = "notApplicable") || data3.unknown === void 0 && (missing1 = "unknown"))
                    return validate32.errors = [{ instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                  if (data3.compliant !== void 0) {
                    let data4 = data3.compliant, _errs23 = errors;
                    if (!(typeof data4 == "number" && !(data4 % 1) && !isNaN(data4) && isFinite(data4)))
                      return validate32.errors = [{ instancePath: instancePath + "/counts/compliant", schemaPath: "#/properties/counts/properties/compliant/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                    if (errors === _errs23 && typeof data4 == "number" && isFinite(data4)) {
                      if (data4 > 2e4 || isNaN(data4))
                        return validate32.errors = [{ instancePath: instancePath + "/counts/compliant", schemaPath: "#/properties/counts/properties/compliant/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                      if (data4 < 0 || isNaN(data4))
                        return validate32.errors = [{ instancePath: instancePath + "/counts/compliant", schemaPath: "#/properties/counts/properties/compliant/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                    }
                    var valid2 = _errs23 === errors;
                  } else
                    var valid2 = !0;
                  if (valid2) {
                    if (data3.remediated !== void 0) {
                      let data5 = data3.remediated, _errs25 = errors;
                      if (!(typeof data5 == "number" && !(data5 % 1) && !isNaN(data5) && isFinite(data5)))
                        return validate32.errors = [{ instancePath: instancePath + "/counts/remediated", schemaPath: "#/properties/counts/properties/remediated/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                      if (errors === _errs25 && typeof data5 == "number" && isFinite(data5)) {
                        if (data5 > 2e4 || isNaN(data5))
                          return validate32.errors = [{ instancePath: instancePath + "/counts/remediated", schemaPath: "#/properties/counts/properties/remediated/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                        if (data5 < 0 || isNaN(data5))
                          return validate32.errors = [{ instancePath: instancePath + "/counts/remediated", schemaPath: "#/properties/counts/properties/remediated/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                      }
                      var valid2 = _errs25 === errors;
                    } else
                      var valid2 = !0;
                    if (valid2) {
                      if (data3.nonCompliant !== void 0) {
                        let data6 = data3.nonCompliant, _errs27 = errors;
                        if (!(typeof data6 == "number" && !(data6 % 1) && !isNaN(data6) && isFinite(data6)))
                          return validate32.errors = [{ instancePath: instancePath + "/counts/nonCompliant", schemaPath: "#/properties/counts/properties/nonCompliant/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                        if (errors === _errs27 && typeof data6 == "number" && isFinite(data6)) {
                          if (data6 > 2e4 || isNaN(data6))
                            return validate32.errors = [{ instancePath: instancePath + "/counts/nonCompliant", schemaPath: "#/properties/counts/properties/nonCompliant/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                          if (data6 < 0 || isNaN(data6))
                            return validate32.errors = [{ instancePath: instancePath + "/counts/nonCompliant", schemaPath: "#/properties/counts/properties/nonCompliant/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                        }
                        var valid2 = _errs27 === errors;
                      } else
                        var valid2 = !0;
                      if (valid2) {
                        if (data3.error !== void 0) {
                          let data7 = data3.error, _errs29 = errors;
                          if (!(typeof data7 == "number" && !(data7 % 1) && !isNaN(data7) && isFinite(data7)))
                            return validate32.errors = [{ instancePath: instancePath + "/counts/error", schemaPath: "#/properties/counts/properties/error/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                          if (errors === _errs29 && typeof data7 == "number" && isFinite(data7)) {
                            if (data7 > 2e4 || isNaN(data7))
                              return validate32.errors = [{ instancePath: instancePath + "/counts/error", schemaPath: "#/properties/counts/properties/error/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                            if (data7 < 0 || isNaN(data7))
                              return validate32.errors = [{ instancePath: instancePath + "/counts/error", schemaPath: "#/properties/counts/properties/error/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                          }
                          var valid2 = _errs29 === errors;
                        } else
                          var valid2 = !0;
                        if (valid2) {
                          if (data3.conflict !== void 0) {
                            let data8 = data3.conflict, _errs31 = errors;
                            if (!(typeof data8 == "number" && !(data8 % 1) && !isNaN(data8) && isFinite(data8)))
                              return validate32.errors = [{ instancePath: instancePath + "/counts/conflict", schemaPath: "#/properties/counts/properties/conflict/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                            if (errors === _errs31 && typeof data8 == "number" && isFinite(data8)) {
                              if (data8 > 2e4 || isNaN(data8))
                                return validate32.errors = [{ instancePath: instancePath + "/counts/conflict", schemaPath: "#/properties/counts/properties/conflict/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                              if (data8 < 0 || isNaN(data8))
                                return validate32.errors = [{ instancePath: instancePath + "/counts/conflict", schemaPath: "#/properties/counts/properties/conflict/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                            }
                            var valid2 = _errs31 === errors;
                          } else
                            var valid2 = !0;
                          if (valid2) {
                            if (data3.notApplicable !== void 0) {
                              let data9 = data3.notApplicable, _errs33 = errors;
                              if (!(typeof data9 == "number" && !(data9 % 1) && !isNaN(data9) && isFinite(data9)))
                                return validate32.errors = [{ instancePath: instancePath + "/counts/notApplicable", schemaPath: "#/properties/counts/properties/notApplicable/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                              if (errors === _errs33 && typeof data9 == "number" && isFinite(data9)) {
                                if (data9 > 2e4 || isNaN(data9))
                                  return validate32.errors = [{ instancePath: instancePath + "/counts/notApplicable", schemaPath: "#/properties/counts/properties/notApplicable/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                if (data9 < 0 || isNaN(data9))
                                  return validate32.errors = [{ instancePath: instancePath + "/counts/notApplicable", schemaPath: "#/properties/counts/properties/notApplicable/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                              }
                              var valid2 = _errs33 === errors;
                            } else
                              var valid2 = !0;
                            if (valid2)
                              if (data3.unknown !== void 0) {
                                let data10 = data3.unknown, _errs35 = errors;
                                if (!(typeof data10 == "number" && !(data10 % 1) && !isNaN(data10) && isFinite(data10)))
                                  return validate32.errors = [{ instancePath: instancePath + "/counts/unknown", schemaPath: "#/properties/counts/properties/unknown/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                if (errors === _errs35 && typeof data10 == "number" && isFinite(data10)) {
                                  if (data10 > 2e4 || isNaN(data10))
                                    return validate32.errors = [{ instancePath: instancePath + "/counts/unknown", schemaPath: "#/properties/counts/properties/unknown/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2e4 }, message: "must be <= 20000" }], !1;
                                  if (data10 < 0 || isNaN(data10))
                                    return validate32.errors = [{ instancePath: instancePath + "/counts/unknown", schemaPath: "#/properties/counts/properties/unknown/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                                }
                                var valid2 = _errs35 === errors;
                              } else
                                var valid2 = !0;
                          }
                        }
                      }
                    }
                  }
                } else
                  return validate32.errors = [{ instancePath: instancePath + "/counts", schemaPath: "#/properties/counts/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
              var valid0 = _errs21 === errors;
            } else
              var valid0 = !0;
            if (valid0)
              if (data.settings !== void 0) {
                let data11 = data.settings, _errs37 = errors;
                if (errors === _errs37)
                  if (Array.isArray(data11)) {
                    if (data11.length > 2e4)
                      return validate32.errors = [{ instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/maxItems", keyword: "maxItems", params: { limit: 2e4 }, message: "must NOT have more than 20000 items" }], !1;
                    {
                      var valid3 = !0;
                      let len0 = data11.length;
                      for (let i0 = 0; i0 < len0; i0++) {
                        let data12 = data11[i0], _errs39 = errors;
                        if (errors === _errs39)
                          if (data12 && typeof data12 == "object" && !Array.isArray(data12)) {
                            let missing2;
                            if (data12.id === void 0 && (missing2 = "id") || data12.state === void 0 && (missing2 = "state") || data12.sources === void 0 && (missing2 = "sources"))
                              return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0, schemaPath: "#/properties/settings/items/required", keyword: "required", params: { missingProperty: missing2 }, message: "must have required property '" + missing2 + "'" }], !1;
                            if (data12.id !== void 0) {
                              let data13 = data12.id, _errs41 = errors;
                              if (errors === _errs41)
                                if (typeof data13 == "string") {
                                  if (func2(data13) > 1024)
                                    return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/id", schemaPath: "#/properties/settings/items/properties/id/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }], !1;
                                  if (func2(data13) < 1)
                                    return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/id", schemaPath: "#/properties/settings/items/properties/id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
                                } else
                                  return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/id", schemaPath: "#/properties/settings/items/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid4 = _errs41 === errors;
                            } else
                              var valid4 = !0;
                            if (valid4) {
                              if (data12.state !== void 0) {
                                let data14 = data12.state, _errs43 = errors, _errs44 = errors, valid5 = !1, _errs45 = errors;
                                if (typeof data14 != "string") {
                                  let err15 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                  vErrors === null ? vErrors = [err15] : vErrors.push(err15), errors++;
                                }
                                if (data14 !== "error") {
                                  let err16 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/0/const", keyword: "const", params: { allowedValue: "error" }, message: "must be equal to constant" };
                                  vErrors === null ? vErrors = [err16] : vErrors.push(err16), errors++;
                                }
                                var _valid1 = _errs45 === errors;
                                if (valid5 = valid5 || _valid1, !valid5) {
                                  let _errs47 = errors;
                                  if (typeof data14 != "string") {
                                    let err17 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                    vErrors === null ? vErrors = [err17] : vErrors.push(err17), errors++;
                                  }
                                  if (data14 !== "conflict") {
                                    let err18 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/1/const", keyword: "const", params: { allowedValue: "conflict" }, message: "must be equal to constant" };
                                    vErrors === null ? vErrors = [err18] : vErrors.push(err18), errors++;
                                  }
                                  var _valid1 = _errs47 === errors;
                                  if (valid5 = valid5 || _valid1, !valid5) {
                                    let _errs49 = errors;
                                    if (typeof data14 != "string") {
                                      let err19 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                      vErrors === null ? vErrors = [err19] : vErrors.push(err19), errors++;
                                    }
                                    if (data14 !== "nonCompliant") {
                                      let err20 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/2/const", keyword: "const", params: { allowedValue: "nonCompliant" }, message: "must be equal to constant" };
                                      vErrors === null ? vErrors = [err20] : vErrors.push(err20), errors++;
                                    }
                                    var _valid1 = _errs49 === errors;
                                    if (valid5 = valid5 || _valid1, !valid5) {
                                      let _errs51 = errors;
                                      if (typeof data14 != "string") {
                                        let err21 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                        vErrors === null ? vErrors = [err21] : vErrors.push(err21), errors++;
                                      }
                                      if (data14 !== "unknown") {
                                        let err22 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/3/const", keyword: "const", params: { allowedValue: "unknown" }, message: "must be equal to constant" };
                                        vErrors === null ? vErrors = [err22] : vErrors.push(err22), errors++;
                                      }
                                      var _valid1 = _errs51 === errors;
                                      if (valid5 = valid5 || _valid1, !valid5) {
                                        let _errs53 = errors;
                                        if (typeof data14 != "string") {
                                          let err23 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/4/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                          vErrors === null ? vErrors = [err23] : vErrors.push(err23), errors++;
                                        }
                                        if (data14 !== "remediated") {
                                          let err24 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/4/const", keyword: "const", params: { allowedValue: "remediated" }, message: "must be equal to constant" };
                                          vErrors === null ? vErrors = [err24] : vErrors.push(err24), errors++;
                                        }
                                        var _valid1 = _errs53 === errors;
                                        if (valid5 = valid5 || _valid1, !valid5) {
                                          let _errs55 = errors;
                                          if (typeof data14 != "string") {
                                            let err25 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/5/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                            vErrors === null ? vErrors = [err25] : vErrors.push(err25), errors++;
                                          }
                                          if (data14 !== "compliant") {
                                            let err26 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/5/const", keyword: "const", params: { allowedValue: "compliant" }, message: "must be equal to constant" };
                                            vErrors === null ? vErrors = [err26] : vErrors.push(err26), errors++;
                                          }
                                          var _valid1 = _errs55 === errors;
                                          if (valid5 = valid5 || _valid1, !valid5) {
                                            let _errs57 = errors;
                                            if (typeof data14 != "string") {
                                              let err27 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/6/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                                              vErrors === null ? vErrors = [err27] : vErrors.push(err27), errors++;
                                            }
                                            if (data14 !== "notApplicable") {
                                              let err28 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf/6/const", keyword: "const", params: { allowedValue: "notApplicable" }, message: "must be equal to constant" };
                                              vErrors === null ? vErrors = [err28] : vErrors.push(err28), errors++;
                                            }
                                            var _valid1 = _errs57 === errors;
                                            valid5 = valid5 || _valid1;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                                if (valid5)
                                  errors = _errs44, vErrors !== null && (_errs44 ? vErrors.length = _errs44 : vErrors = null);
                                else {
                                  let err29 = { instancePath: instancePath + "/settings/" + i0 + "/state", schemaPath: "#/properties/settings/items/properties/state/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
                                  return vErrors === null ? vErrors = [err29] : vErrors.push(err29), errors++, validate32.errors = vErrors, !1;
                                }
                                var valid4 = _errs43 === errors;
                              } else
                                var valid4 = !0;
                              if (valid4) {
                                if (data12.errorCode !== void 0) {
                                  let data15 = data12.errorCode, _errs59 = errors;
                                  if (!(typeof data15 == "number" && !(data15 % 1) && !isNaN(data15) && isFinite(data15)))
                                    return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/errorCode", schemaPath: "#/properties/settings/items/properties/errorCode/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                                  if (errors === _errs59 && typeof data15 == "number" && isFinite(data15)) {
                                    if (data15 > 2147483647 || isNaN(data15))
                                      return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/errorCode", schemaPath: "#/properties/settings/items/properties/errorCode/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 }, message: "must be <= 2147483647" }], !1;
                                    if (data15 < -2147483648 || isNaN(data15))
                                      return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/errorCode", schemaPath: "#/properties/settings/items/properties/errorCode/minimum", keyword: "minimum", params: { comparison: ">=", limit: -2147483648 }, message: "must be >= -2147483648" }], !1;
                                  }
                                  var valid4 = _errs59 === errors;
                                } else
                                  var valid4 = !0;
                                if (valid4) {
                                  if (data12.expected !== void 0) {
                                    let data16 = data12.expected, _errs61 = errors;
                                    if (errors === _errs61)
                                      if (typeof data16 == "string") {
                                        if (func2(data16) > 4096)
                                          return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/expected", schemaPath: "#/properties/settings/items/properties/expected/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                                      } else
                                        return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/expected", schemaPath: "#/properties/settings/items/properties/expected/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                    var valid4 = _errs61 === errors;
                                  } else
                                    var valid4 = !0;
                                  if (valid4) {
                                    if (data12.actual !== void 0) {
                                      let data17 = data12.actual, _errs63 = errors;
                                      if (errors === _errs63)
                                        if (typeof data17 == "string") {
                                          if (func2(data17) > 4096)
                                            return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/actual", schemaPath: "#/properties/settings/items/properties/actual/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                                        } else
                                          return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/actual", schemaPath: "#/properties/settings/items/properties/actual/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                      var valid4 = _errs63 === errors;
                                    } else
                                      var valid4 = !0;
                                    if (valid4) {
                                      if (data12.drift !== void 0) {
                                        let _errs65 = errors;
                                        if (typeof data12.drift != "boolean")
                                          return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/drift", schemaPath: "#/properties/settings/items/properties/drift/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                                        var valid4 = _errs65 === errors;
                                      } else
                                        var valid4 = !0;
                                      if (valid4) {
                                        if (data12.sources !== void 0) {
                                          let data19 = data12.sources, _errs67 = errors;
                                          if (errors === _errs67)
                                            if (Array.isArray(data19)) {
                                              if (data19.length > 1e3)
                                                return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/sources", schemaPath: "#/properties/settings/items/properties/sources/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }], !1;
                                              {
                                                var valid6 = !0;
                                                let len1 = data19.length;
                                                for (let i1 = 0; i1 < len1; i1++) {
                                                  let data20 = data19[i1], _errs69 = errors;
                                                  if (errors === _errs69)
                                                    if (typeof data20 == "string") {
                                                      if (func2(data20) > 64)
                                                        return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/sources/" + i1, schemaPath: "#/properties/settings/items/properties/sources/items/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                                                    } else
                                                      return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/sources/" + i1, schemaPath: "#/properties/settings/items/properties/sources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                  var valid6 = _errs69 === errors;
                                                  if (!valid6)
                                                    break;
                                                }
                                              }
                                            } else
                                              return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/sources", schemaPath: "#/properties/settings/items/properties/sources/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                                          var valid4 = _errs67 === errors;
                                        } else
                                          var valid4 = !0;
                                        if (valid4)
                                          if (data12.reason !== void 0) {
                                            let data21 = data12.reason, _errs71 = errors;
                                            if (errors === _errs71)
                                              if (data21 && typeof data21 == "object" && !Array.isArray(data21)) {
                                                let missing3;
                                                if (data21.code === void 0 && (missing3 = "code") || data21.phrase === void 0 && (missing3 = "phrase"))
                                                  return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/reason", schemaPath: "#/properties/settings/items/properties/reason/required", keyword: "required", params: { missingProperty: missing3 }, message: "must have required property '" + missing3 + "'" }], !1;
                                                if (data21.code !== void 0) {
                                                  let data22 = data21.code, _errs73 = errors;
                                                  if (errors === _errs73)
                                                    if (typeof data22 == "string") {
                                                      if (func2(data22) > 64)
                                                        return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/reason/code", schemaPath: "#/properties/settings/items/properties/reason/properties/code/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                                                    } else
                                                      return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/reason/code", schemaPath: "#/properties/settings/items/properties/reason/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                  var valid7 = _errs73 === errors;
                                                } else
                                                  var valid7 = !0;
                                                if (valid7)
                                                  if (data21.phrase !== void 0) {
                                                    let data23 = data21.phrase, _errs75 = errors;
                                                    if (errors === _errs75)
                                                      if (typeof data23 == "string") {
                                                        if (func2(data23) > 2048)
                                                          return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/reason/phrase", schemaPath: "#/properties/settings/items/properties/reason/properties/phrase/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
                                                      } else
                                                        return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/reason/phrase", schemaPath: "#/properties/settings/items/properties/reason/properties/phrase/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                                                    var valid7 = _errs75 === errors;
                                                  } else
                                                    var valid7 = !0;
                                              } else
                                                return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0 + "/reason", schemaPath: "#/properties/settings/items/properties/reason/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                                            var valid4 = _errs71 === errors;
                                          } else
                                            var valid4 = !0;
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          } else
                            return validate32.errors = [{ instancePath: instancePath + "/settings/" + i0, schemaPath: "#/properties/settings/items/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                        var valid3 = _errs39 === errors;
                        if (!valid3)
                          break;
                      }
                    }
                  } else
                    return validate32.errors = [{ instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                var valid0 = _errs37 === errors;
              } else
                var valid0 = !0;
          }
        }
      }
    } else
      return validate32.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate32.errors = vErrors, errors === 0;
}
var validateReportedSetting = validate33;
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.id === void 0 && (missing0 = "id") || data.state === void 0 && (missing0 = "state") || data.sources === void 0 && (missing0 = "sources"))
        return validate33.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.id !== void 0) {
        let data0 = data.id, _errs1 = errors;
        if (errors === _errs1)
          if (typeof data0 == "string") {
            if (func2(data0) > 1024)
              return validate33.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/maxLength", keyword: "maxLength", params: { limit: 1024 }, message: "must NOT have more than 1024 characters" }], !1;
            if (func2(data0) < 1)
              return validate33.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/minLength", keyword: "minLength", params: { limit: 1 }, message: "must NOT have fewer than 1 characters" }], !1;
          } else
            return validate33.errors = [{ instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
        var valid0 = _errs1 === errors;
      } else
        var valid0 = !0;
      if (valid0) {
        if (data.state !== void 0) {
          let data1 = data.state, _errs3 = errors, _errs4 = errors, valid1 = !1, _errs5 = errors;
          if (typeof data1 != "string") {
            let err0 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/0/type", keyword: "type", params: { type: "string" }, message: "must be string" };
            vErrors === null ? vErrors = [err0] : vErrors.push(err0), errors++;
          }
          if (data1 !== "error") {
            let err1 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/0/const", keyword: "const", params: { allowedValue: "error" }, message: "must be equal to constant" };
            vErrors === null ? vErrors = [err1] : vErrors.push(err1), errors++;
          }
          var _valid0 = _errs5 === errors;
          if (valid1 = valid1 || _valid0, !valid1) {
            let _errs7 = errors;
            if (typeof data1 != "string") {
              let err2 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/1/type", keyword: "type", params: { type: "string" }, message: "must be string" };
              vErrors === null ? vErrors = [err2] : vErrors.push(err2), errors++;
            }
            if (data1 !== "conflict") {
              let err3 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/1/const", keyword: "const", params: { allowedValue: "conflict" }, message: "must be equal to constant" };
              vErrors === null ? vErrors = [err3] : vErrors.push(err3), errors++;
            }
            var _valid0 = _errs7 === errors;
            if (valid1 = valid1 || _valid0, !valid1) {
              let _errs9 = errors;
              if (typeof data1 != "string") {
                let err4 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/2/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                vErrors === null ? vErrors = [err4] : vErrors.push(err4), errors++;
              }
              if (data1 !== "nonCompliant") {
                let err5 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/2/const", keyword: "const", params: { allowedValue: "nonCompliant" }, message: "must be equal to constant" };
                vErrors === null ? vErrors = [err5] : vErrors.push(err5), errors++;
              }
              var _valid0 = _errs9 === errors;
              if (valid1 = valid1 || _valid0, !valid1) {
                let _errs11 = errors;
                if (typeof data1 != "string") {
                  let err6 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/3/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                  vErrors === null ? vErrors = [err6] : vErrors.push(err6), errors++;
                }
                if (data1 !== "unknown") {
                  let err7 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/3/const", keyword: "const", params: { allowedValue: "unknown" }, message: "must be equal to constant" };
                  vErrors === null ? vErrors = [err7] : vErrors.push(err7), errors++;
                }
                var _valid0 = _errs11 === errors;
                if (valid1 = valid1 || _valid0, !valid1) {
                  let _errs13 = errors;
                  if (typeof data1 != "string") {
                    let err8 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/4/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                    vErrors === null ? vErrors = [err8] : vErrors.push(err8), errors++;
                  }
                  if (data1 !== "remediated") {
                    let err9 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/4/const", keyword: "const", params: { allowedValue: "remediated" }, message: "must be equal to constant" };
                    vErrors === null ? vErrors = [err9] : vErrors.push(err9), errors++;
                  }
                  var _valid0 = _errs13 === errors;
                  if (valid1 = valid1 || _valid0, !valid1) {
                    let _errs15 = errors;
                    if (typeof data1 != "string") {
                      let err10 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/5/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                      vErrors === null ? vErrors = [err10] : vErrors.push(err10), errors++;
                    }
                    if (data1 !== "compliant") {
                      let err11 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/5/const", keyword: "const", params: { allowedValue: "compliant" }, message: "must be equal to constant" };
                      vErrors === null ? vErrors = [err11] : vErrors.push(err11), errors++;
                    }
                    var _valid0 = _errs15 === errors;
                    if (valid1 = valid1 || _valid0, !valid1) {
                      let _errs17 = errors;
                      if (typeof data1 != "string") {
                        let err12 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/6/type", keyword: "type", params: { type: "string" }, message: "must be string" };
                        vErrors === null ? vErrors = [err12] : vErrors.push(err12), errors++;
                      }
                      if (data1 !== "notApplicable") {
                        let err13 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf/6/const", keyword: "const", params: { allowedValue: "notApplicable" }, message: "must be equal to constant" };
                        vErrors === null ? vErrors = [err13] : vErrors.push(err13), errors++;
                      }
                      var _valid0 = _errs17 === errors;
                      valid1 = valid1 || _valid0;
                    }
                  }
                }
              }
            }
          }
          if (valid1)
            errors = _errs4, vErrors !== null && (_errs4 ? vErrors.length = _errs4 : vErrors = null);
          else {
            let err14 = { instancePath: instancePath + "/state", schemaPath: "#/properties/state/anyOf", keyword: "anyOf", params: {}, message: "must match a schema in anyOf" };
            return vErrors === null ? vErrors = [err14] : vErrors.push(err14), errors++, validate33.errors = vErrors, !1;
          }
          var valid0 = _errs3 === errors;
        } else
          var valid0 = !0;
        if (valid0) {
          if (data.errorCode !== void 0) {
            let data2 = data.errorCode, _errs19 = errors;
            if (!(typeof data2 == "number" && !(data2 % 1) && !isNaN(data2) && isFinite(data2)))
              return validate33.errors = [{ instancePath: instancePath + "/errorCode", schemaPath: "#/properties/errorCode/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
            if (errors === _errs19 && typeof data2 == "number" && isFinite(data2)) {
              if (data2 > 2147483647 || isNaN(data2))
                return validate33.errors = [{ instancePath: instancePath + "/errorCode", schemaPath: "#/properties/errorCode/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 }, message: "must be <= 2147483647" }], !1;
              if (data2 < -2147483648 || isNaN(data2))
                return validate33.errors = [{ instancePath: instancePath + "/errorCode", schemaPath: "#/properties/errorCode/minimum", keyword: "minimum", params: { comparison: ">=", limit: -2147483648 }, message: "must be >= -2147483648" }], !1;
            }
            var valid0 = _errs19 === errors;
          } else
            var valid0 = !0;
          if (valid0) {
            if (data.expected !== void 0) {
              let data3 = data.expected, _errs21 = errors;
              if (errors === _errs21)
                if (typeof data3 == "string") {
                  if (func2(data3) > 4096)
                    return validate33.errors = [{ instancePath: instancePath + "/expected", schemaPath: "#/properties/expected/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                } else
                  return validate33.errors = [{ instancePath: instancePath + "/expected", schemaPath: "#/properties/expected/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
              var valid0 = _errs21 === errors;
            } else
              var valid0 = !0;
            if (valid0) {
              if (data.actual !== void 0) {
                let data4 = data.actual, _errs23 = errors;
                if (errors === _errs23)
                  if (typeof data4 == "string") {
                    if (func2(data4) > 4096)
                      return validate33.errors = [{ instancePath: instancePath + "/actual", schemaPath: "#/properties/actual/maxLength", keyword: "maxLength", params: { limit: 4096 }, message: "must NOT have more than 4096 characters" }], !1;
                  } else
                    return validate33.errors = [{ instancePath: instancePath + "/actual", schemaPath: "#/properties/actual/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                var valid0 = _errs23 === errors;
              } else
                var valid0 = !0;
              if (valid0) {
                if (data.drift !== void 0) {
                  let _errs25 = errors;
                  if (typeof data.drift != "boolean")
                    return validate33.errors = [{ instancePath: instancePath + "/drift", schemaPath: "#/properties/drift/type", keyword: "type", params: { type: "boolean" }, message: "must be boolean" }], !1;
                  var valid0 = _errs25 === errors;
                } else
                  var valid0 = !0;
                if (valid0) {
                  if (data.sources !== void 0) {
                    let data6 = data.sources, _errs27 = errors;
                    if (errors === _errs27)
                      if (Array.isArray(data6)) {
                        if (data6.length > 1e3)
                          return validate33.errors = [{ instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/maxItems", keyword: "maxItems", params: { limit: 1e3 }, message: "must NOT have more than 1000 items" }], !1;
                        {
                          var valid2 = !0;
                          let len0 = data6.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            let data7 = data6[i0], _errs29 = errors;
                            if (errors === _errs29)
                              if (typeof data7 == "string") {
                                if (func2(data7) > 64)
                                  return validate33.errors = [{ instancePath: instancePath + "/sources/" + i0, schemaPath: "#/properties/sources/items/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                              } else
                                return validate33.errors = [{ instancePath: instancePath + "/sources/" + i0, schemaPath: "#/properties/sources/items/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid2 = _errs29 === errors;
                            if (!valid2)
                              break;
                          }
                        }
                      } else
                        return validate33.errors = [{ instancePath: instancePath + "/sources", schemaPath: "#/properties/sources/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
                    var valid0 = _errs27 === errors;
                  } else
                    var valid0 = !0;
                  if (valid0)
                    if (data.reason !== void 0) {
                      let data8 = data.reason, _errs31 = errors;
                      if (errors === _errs31)
                        if (data8 && typeof data8 == "object" && !Array.isArray(data8)) {
                          let missing1;
                          if (data8.code === void 0 && (missing1 = "code") || data8.phrase === void 0 && (missing1 = "phrase"))
                            return validate33.errors = [{ instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/required", keyword: "required", params: { missingProperty: missing1 }, message: "must have required property '" + missing1 + "'" }], !1;
                          if (data8.code !== void 0) {
                            let data9 = data8.code, _errs33 = errors;
                            if (errors === _errs33)
                              if (typeof data9 == "string") {
                                if (func2(data9) > 64)
                                  return validate33.errors = [{ instancePath: instancePath + "/reason/code", schemaPath: "#/properties/reason/properties/code/maxLength", keyword: "maxLength", params: { limit: 64 }, message: "must NOT have more than 64 characters" }], !1;
                              } else
                                return validate33.errors = [{ instancePath: instancePath + "/reason/code", schemaPath: "#/properties/reason/properties/code/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                            var valid3 = _errs33 === errors;
                          } else
                            var valid3 = !0;
                          if (valid3)
                            if (data8.phrase !== void 0) {
                              let data10 = data8.phrase, _errs35 = errors;
                              if (errors === _errs35)
                                if (typeof data10 == "string") {
                                  if (func2(data10) > 2048)
                                    return validate33.errors = [{ instancePath: instancePath + "/reason/phrase", schemaPath: "#/properties/reason/properties/phrase/maxLength", keyword: "maxLength", params: { limit: 2048 }, message: "must NOT have more than 2048 characters" }], !1;
                                } else
                                  return validate33.errors = [{ instancePath: instancePath + "/reason/phrase", schemaPath: "#/properties/reason/properties/phrase/type", keyword: "type", params: { type: "string" }, message: "must be string" }], !1;
                              var valid3 = _errs35 === errors;
                            } else
                              var valid3 = !0;
                        } else
                          return validate33.errors = [{ instancePath: instancePath + "/reason", schemaPath: "#/properties/reason/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
                      var valid0 = _errs31 === errors;
                    } else
                      var valid0 = !0;
                }
              }
            }
          }
        }
      }
    } else
      return validate33.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate33.errors = vErrors, errors === 0;
}
var validateWakeCounters = validate34;
function validate34(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null, errors = 0;
  if (errors === 0)
    if (data && typeof data == "object" && !Array.isArray(data)) {
      let missing0;
      if (data.counters === void 0 && (missing0 = "counters"))
        return validate34.errors = [{ instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: missing0 }, message: "must have required property '" + missing0 + "'" }], !1;
      if (data.counters !== void 0) {
        let data0 = data.counters;
        if (errors === errors)
          if (Array.isArray(data0)) {
            if (data0.length > 256)
              return validate34.errors = [{ instancePath: instancePath + "/counters", schemaPath: "#/properties/counters/maxItems", keyword: "maxItems", params: { limit: 256 }, message: "must NOT have more than 256 items" }], !1;
            if (data0.length < 256)
              return validate34.errors = [{ instancePath: instancePath + "/counters", schemaPath: "#/properties/counters/minItems", keyword: "minItems", params: { limit: 256 }, message: "must NOT have fewer than 256 items" }], !1;
            {
              var valid1 = !0;
              let len0 = data0.length;
              for (let i0 = 0; i0 < len0; i0++) {
                let data1 = data0[i0], _errs3 = errors;
                if (!(typeof data1 == "number" && !(data1 % 1) && !isNaN(data1) && isFinite(data1)))
                  return validate34.errors = [{ instancePath: instancePath + "/counters/" + i0, schemaPath: "#/properties/counters/items/type", keyword: "type", params: { type: "integer" }, message: "must be integer" }], !1;
                if (errors === _errs3 && typeof data1 == "number" && isFinite(data1) && (data1 < 0 || isNaN(data1)))
                  return validate34.errors = [{ instancePath: instancePath + "/counters/" + i0, schemaPath: "#/properties/counters/items/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 }, message: "must be >= 0" }], !1;
                var valid1 = _errs3 === errors;
                if (!valid1)
                  break;
              }
            }
          } else
            return validate34.errors = [{ instancePath: instancePath + "/counters", schemaPath: "#/properties/counters/type", keyword: "type", params: { type: "array" }, message: "must be array" }], !1;
      }
    } else
      return validate34.errors = [{ instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" }, message: "must be object" }], !1;
  return validate34.errors = vErrors, errors === 0;
}
export {
  validateAssignedPolicy,
  validateAssignmentClaims,
  validateCheckinAnswer,
  validateCheckinRequest,
  validateDeviceDescription,
  validateDirectoryLink,
  validateEpochClaims,
  validateEventClaims,
  validateEventsPollAnswer,
  validateEventsPollRequest,
  validateInventoryRequest,
  validateKeySetClaims,
  validateNeed,
  validateOffboardingClaims,
  validateOnboardingClaims,
  validateProblem,
  validatePublicKey,
  validateRegistrationRequest,
  validateRekeyAnswer,
  validateRekeyRequest,
  validateReportAnswer,
  validateReportRequest,
  validateReportedPolicy,
  validateReportedSetting,
  validateWakeCounters
};
